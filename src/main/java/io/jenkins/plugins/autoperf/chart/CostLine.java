package io.jenkins.plugins.autoperf.chart;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A region's cost over the builds.
 *
 * @param ratios one a build, over the first build that has the region; {@code NaN} where a build has not
 */
record CostLine(String region, double[] ratios) {
    /** The worst first: the dearest in the last build, then what the last build no longer has. */
    private static final Comparator<CostLine> WORST_FIRST = Comparator.comparing(CostLine::current)
            .thenComparing(CostLine::latest)
            .reversed()
            .thenComparing(CostLine::region);

    static List<CostLine> worst(List<TrendPoint> points, int most) {
        return points.stream()
                .flatMap(point -> point.cost().keySet().stream())
                .distinct()
                .map(region -> of(region, points))
                .filter(line -> Double.isFinite(line.latest()))
                .sorted(WORST_FIRST)
                .limit(most)
                .toList();
    }

    private static CostLine of(String region, List<TrendPoint> points) {
        double[] costs = points.stream()
                .mapToDouble(point -> point.cost().getOrDefault(region, Double.NaN))
                .map(cost -> cost > 0 && Double.isFinite(cost) ? cost : Double.NaN)
                .toArray();
        OptionalInt first = known(costs).findFirst();
        double base = first.isPresent() ? costs[first.getAsInt()] : Double.NaN;
        return new CostLine(region, IntStream.range(0, costs.length).mapToDouble(c -> costs[c] / base).toArray());
    }

    private static IntStream known(double[] values) {
        return IntStream.range(0, values.length).filter(v -> !Double.isNaN(values[v]));
    }

    /** Whether the last build has the region. */
    boolean current() {
        return !Double.isNaN(ratios[ratios.length - 1]);
    }

    double latest() {
        OptionalInt last = known(ratios).reduce((a, b) -> b);
        return last.isPresent() ? ratios[last.getAsInt()] : Double.NaN;
    }

    /** Whether there is a point at this build and none beside it, so that no line shows it. */
    boolean alone(int build) {
        return !has(build - 1) && !has(build + 1);
    }

    private boolean has(int build) {
        return build >= 0 && build < ratios.length && !Double.isNaN(ratios[build]);
    }
}

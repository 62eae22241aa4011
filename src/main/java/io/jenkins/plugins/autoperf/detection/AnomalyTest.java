package io.jenkins.plugins.autoperf.detection;

import java.util.Arrays;
import java.util.List;

/**
 * Are the candidate's samples harder to reconstruct than the good ones? A run is the unit, since the samples within one
 * are not independent. Two figures a run: the mean rank of its errors and its share of large errors, both among all
 * samples of both sides, so that the sides are exchangeable if nothing changed. Each goes through the rank sum test;
 * the p-value is twice the smaller one (Bonferroni).
 */
final class AnomalyTest {
    private final List<double[]> baseline;
    private final List<double[]> candidate;

    /**
     * @param baseline held-out errors by good run; {@code NaN} is left out
     * @param candidate errors by candidate run, likewise
     */
    AnomalyTest(List<double[]> baseline, List<double[]> candidate) {
        this.baseline = numbers(baseline);
        this.candidate = numbers(candidate);
    }

    List<double[]> baseline() {
        return baseline;
    }

    List<double[]> candidate() {
        return candidate;
    }

    /**
     * @param level quantile of all errors above which one counts as large
     */
    double pValue(double level) {
        double[] all = pooled(baseline, candidate);
        if (all.length == 0) {
            return 1;
        }
        double large = Quantiles.quantile(all, level);
        double byRank = RankTest.greater(
                each(baseline, e -> meanRank(all, e)), each(candidate, e -> meanRank(all, e)));
        double byShare =
                RankTest.greater(each(baseline, e -> share(e, large)), each(candidate, e -> share(e, large)));
        return Math.min(1, 2 * Math.min(byRank, byShare));
    }

    /** Share of all samples of those runs with an error above the threshold; 0 of none. */
    static double rate(List<double[]> runs, double threshold) {
        long samples = runs.stream().mapToLong(r -> r.length).sum();
        double above = runs.stream().mapToDouble(r -> share(r, threshold) * r.length).sum();
        return samples == 0 ? 0 : above / samples;
    }

    /** All errors of both sides, ascending. */
    @SafeVarargs
    static double[] pooled(List<double[]>... sides) {
        double[] all = Arrays.stream(sides)
                .flatMap(List::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        Arrays.parallelSort(all);
        return all;
    }

    /** Mean position of the errors among all, 0 to 1, ties at their middle. */
    private static double meanRank(double[] all, double[] errors) {
        double[] own = Quantiles.sorted(errors);
        double sum = 0;
        int below = 0;
        int upTo = 0;
        for (double error : own) {
            while (below < all.length && all[below] < error) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < all.length && all[upTo] <= error) {
                upTo++;
            }
            sum += (below + upTo) / 2.0;
        }
        return sum / own.length / all.length;
    }

    private static double share(double[] errors, double threshold) {
        int above = 0;
        for (double error : errors) {
            if (error > threshold) {
                above++;
            }
        }
        return (double) above / errors.length;
    }

    private static double[] each(List<double[]> runs, java.util.function.ToDoubleFunction<double[]> figure) {
        return runs.stream().mapToDouble(figure).toArray();
    }

    private static List<double[]> numbers(List<double[]> runs) {
        return runs.stream()
                .map(r -> Arrays.stream(r).filter(v -> !Double.isNaN(v)).toArray())
                .filter(r -> r.length > 0)
                .toList();
    }
}

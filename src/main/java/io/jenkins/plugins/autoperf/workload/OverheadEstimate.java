package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.profile.Overhead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the counters cost, or something else, from executions with and without it in turn. */
final class OverheadEstimate {
    private static final double CONFIDENCE = 0.95;

    private record Pair(double with, double without, long executions) {}

    private final List<Pair> pairs = new ArrayList<>();

    /**
     * Adds a pair.
     *
     * @param with seconds with it
     * @param without seconds without
     * @param executions of regions, or of whatever it is, in that with it
     */
    void add(double with, double without, long executions) {
        pairs.add(new Pair(with, without, executions));
    }

    Optional<Overhead> overhead() {
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        double[] ratios = pairs.stream().mapToDouble(p -> p.with / p.without).sorted().toArray();
        double[] costs = pairs.stream()
                .mapToDouble(p -> (p.with - p.without) * 1e9 / Math.max(1, p.executions))
                .sorted()
                .toArray();
        int n = ratios.length;
        // The interval from the (j+1)-th smallest to the (j+1)-th largest misses the median with probability 2 P(B <= j),
        // where B is binomial with n and 1/2: the narrowest of these that is still sure enough.
        int j = 0;
        while (j + 1 < (n + 1) / 2 && coverage(n, j + 1) >= CONFIDENCE) {
            j++;
        }
        return Optional.of(
                new Overhead(median(ratios), ratios[j], ratios[n - 1 - j], Math.max(0, coverage(n, j)), n, median(costs)));
    }

    private static double coverage(int n, int j) {
        double probability = Math.pow(0.5, n);
        double below = 0;
        for (int i = 0; i <= j; i++) {
            below += probability;
            probability *= (double) (n - i) / (i + 1);
        }
        return 1 - 2 * below;
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : Arrays.stream(sorted, n / 2 - 1, n / 2 + 1).average().orElseThrow();
    }
}

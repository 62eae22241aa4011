package io.jenkins.plugins.autoperf.detection;

import java.util.stream.IntStream;

/**
 * Adjusts p-values for the number of tests (Benjamini and Hochberg 1995): calling those with q ≤ α keeps the expected
 * share of false calls, and where nothing changed the probability of any call, at or below α. It holds also for the
 * positively dependent tests that counters of one run are (Benjamini and Yekutieli 2001).
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /** @return q-values, in the order of the p-values */
    public static double[] adjust(double[] pValues) {
        int[] descending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] q = new double[pValues.length];
        double smallest = 1;
        for (int i = 0; i < descending.length; i++) {
            int rank = pValues.length - i;
            smallest = Math.min(smallest, pValues[descending[i]] * ((double) pValues.length / rank));
            q[descending[i]] = smallest;
        }
        return q;
    }

    /** Largest p-value that is called at level α however the other tests of so many come out (Bonferroni). */
    static double worstCase(double alpha, int tests) {
        return alpha / Math.max(1, tests);
    }
}

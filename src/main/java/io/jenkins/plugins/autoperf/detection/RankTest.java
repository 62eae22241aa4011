package io.jenkins.plugins.autoperf.detection;

import java.util.Arrays;
import java.util.stream.IntStream;
import smile.stat.distribution.GaussianDistribution;

/**
 * Wilcoxon's rank sum test, also Mann and Whitney's: are the values of one side larger? Ties get mid-ranks. The
 * distribution is exact given the ties, by the shift algorithm of Streitberg and Röhmel (1986), up to {@link #EXACT}
 * values; above that normal with corrections for ties and continuity (Hollander and Wolfe, Nonparametric Statistical
 * Methods, section 4.1).
 */
public final class RankTest {
    /** Values of both sides together up to which the distribution is counted out. */
    static final int EXACT = 40;

    private RankTest() {}

    /** One-sided p-value of the second side's values being larger; 1 where a side is empty. */
    public static double greater(double[] baseline, double[] candidate) {
        int n = baseline.length;
        int m = candidate.length;
        if (n == 0 || m == 0) {
            return 1;
        }
        double[] all = Arrays.copyOf(baseline, n + m);
        System.arraycopy(candidate, 0, all, n, m);
        int[] ranks = doubledMidRanks(all);
        int observed = Arrays.stream(ranks, n, n + m).sum();
        return n + m <= EXACT ? exact(ranks, m, observed) : normal(ranks, m, observed);
    }

    /** Two-sided: twice the smaller one-sided p-value. */
    static double different(double[] baseline, double[] candidate) {
        return Math.min(1, 2 * Math.min(greater(baseline, candidate), greater(candidate, baseline)));
    }

    /** Smallest one-sided p-value that so many runs can give: 1 over the number of ways to choose the sides. */
    static double smallest(int baseline, int candidate) {
        double ways = 1;
        for (int i = 1; i <= Math.min(baseline, candidate) && ways < 1e300; i++) {
            ways *= (double) (Math.max(baseline, candidate) + i) / i;
        }
        return 1 / ways;
    }

    /** Twice the mid-rank of each value, which is whole. */
    static int[] doubledMidRanks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = from + to + 2;
            }
            from = to + 1;
        }
        return ranks;
    }

    private static double exact(int[] ranks, int chosen, int observed) {
        int total = Arrays.stream(ranks).sum();
        // ways[k][s]: subsets of k values whose ranks sum to s
        double[][] ways = new double[chosen + 1][total + 1];
        ways[0][0] = 1;
        int reached = 0;
        for (int i = 0; i < ranks.length; i++) {
            for (int k = Math.min(i + 1, chosen); k >= 1; k--) {
                for (int s = reached; s >= 0; s--) {
                    ways[k][s + ranks[i]] += ways[k - 1][s];
                }
            }
            reached += ranks[i];
        }
        double all = Arrays.stream(ways[chosen]).sum();
        double asLarge = Arrays.stream(ways[chosen], observed, total + 1).sum();
        return asLarge / all;
    }

    private static double normal(int[] ranks, int m, int observed) {
        int total = ranks.length;
        double n = total - m;
        double mean = m * (total + 1.0) / 2;
        double centre = (total + 1) / 2.0;
        double squares = Arrays.stream(ranks)
                .mapToDouble(r -> (r / 2.0 - centre) * (r / 2.0 - centre))
                .sum();
        double variance = n * m / (total * (total - 1.0)) * squares;
        if (variance == 0) {
            return 1;
        }
        double z = (observed / 2.0 - mean - 0.5) / Math.sqrt(variance);
        return 1 - GaussianDistribution.getInstance().cdf(z);
    }
}

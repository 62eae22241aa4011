package io.jenkins.plugins.autoperf.detection;

import java.util.Arrays;

/** Order statistics and the location and spread estimates that rest on them. */
final class Quantiles {
    /** Share of the runs that a trimmed mean leaves out, the slowest: what disturbs a run makes it slower, hardly ever quicker. */
    static final double SLOWEST = 0.5;
    /** Fewer values are all kept. */
    private static final int FEW = 4;

    private Quantiles() {}

    /** Middle value, or the mean of the two in the middle; {@code NaN} of nothing. */
    static double median(double[] values) {
        return quantile(sorted(values), 0.5);
    }

    /**
     * Linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
     *
     * @param sorted ascending
     * @param level 0 to 1
     */
    static double quantile(double[] sorted, double level) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = level * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        if (sorted[below] == sorted[above]) {
            return sorted[below];
        }
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Conformal quantile: a new value from the same distribution exceeds it with a probability of at most 1 − level,
     * whatever the distribution (Vovk, Gammerman and Shafer 2005): the ⌈(n + 1) level⌉-th smallest.
     *
     * @param sorted ascending
     * @return infinite where there are too few values to say so
     */
    static double conformal(double[] sorted, double level) {
        // Without the small term 20 * 0.95 is 19.000000000000004 on some levels, and one value too many is asked for.
        int k = (int) Math.ceil((sorted.length + 1) * level - 1e-9);
        return k > sorted.length ? Double.POSITIVE_INFINITY : sorted[Math.max(k, 1) - 1];
    }

    /** Number of values that {@link #conformal} needs at that level. */
    static int conformalMinimum(double level) {
        return (int) Math.ceil(level / (1 - level) - 1e-9);
    }

    /** Number of values that a trimmed mean keeps. */
    static int kept(int count) {
        return count < FEW ? count : count - (int) (SLOWEST * count);
    }

    /** Mean without the highest {@link #SLOWEST} of the values; sorts its argument. */
    static double trimmedMeanInPlace(double[] values) {
        Arrays.sort(values);
        int kept = kept(values.length);
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += values[i];
        }
        return sum / kept;
    }

    static double trimmedMean(double[] values) {
        return trimmedMeanInPlace(values.clone());
    }

    /**
     * Squared deviations from the mean of the values pulled in to the last one that a trimmed mean keeps (Yuen
     * 1974).
     */
    static double winsorizedSumOfSquares(double[] values) {
        double[] v = sorted(values);
        int kept = kept(v.length);
        Arrays.fill(v, kept, v.length, v[kept - 1]);
        double mean = Arrays.stream(v).average().orElse(0);
        return Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
    }

    static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}

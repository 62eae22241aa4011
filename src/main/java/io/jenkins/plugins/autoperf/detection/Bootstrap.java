package io.jenkins.plugins.autoperf.detection;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.TDistribution;

/**
 * Intervals from resampled runs. The percentile interval is too short for few runs; its level is therefore raised to
 * the expanded percentile interval of Hesterberg (What Teachers Should Know About the Bootstrap, The American Statistician
 * 2015, section 5.3): Φ(−√(n/(n−1)) t) with Student's t of n − 1 degrees of freedom, n the runs of the smaller side.
 */
final class Bootstrap {
    static final int RESAMPLES = 2_000;

    private final double confidence;
    private final long seed;

    /** @param confidence of the intervals, 0 to 1 */
    Bootstrap(double confidence, long seed) {
        this.confidence = confidence;
        this.seed = seed;
    }

    /**
     * Interval of a comparison of two sides.
     *
     * @param name of what is compared; gives each its own random numbers, whatever else is computed
     * @param statistic of one side; may reorder its argument
     * @param compare baseline's statistic and candidate's to the compared value
     * @return the whole line where a side has fewer than two values
     */
    Interval compare(
            String name,
            double[] baseline,
            double[] candidate,
            ToDoubleFunction<double[]> statistic,
            DoubleBinaryOperator compare) {
        int fewest = Math.min(baseline.length, candidate.length);
        if (fewest < 2) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
        double[] left = new double[baseline.length];
        double[] right = new double[candidate.length];
        double[] values = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            resample(baseline, left, random);
            resample(candidate, right, random);
            values[i] = compare.applyAsDouble(statistic.applyAsDouble(left), statistic.applyAsDouble(right));
        }
        Arrays.sort(values);
        double tail = tail(fewest);
        return new Interval(Quantiles.quantile(values, tail), Quantiles.quantile(values, 1 - tail));
    }

    private double tail(int runs) {
        double t = new TDistribution(runs - 1).quantile((1 + confidence) / 2);
        return GaussianDistribution.getInstance().cdf(-Math.sqrt(runs / (runs - 1.0)) * t);
    }

    private static void resample(double[] from, double[] to, Random random) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[random.nextInt(from.length)];
        }
    }
}

package io.jenkins.plugins.autoperf.detection;

import java.util.Arrays;
import smile.stat.distribution.TDistribution;

/**
 * Welch's t-test: are the values of one side larger? For simulated counts that vary because threads meet: they scatter by
 * thousandths where a machine's time scatters by tenths, and two or three runs, too few for ranks, are then proof.
 */
final class StudentTest {
    private StudentTest() {}

    /** One-sided p-value of the second side's mean being larger; 1 where a side has fewer than two values. */
    static double greater(double[] baseline, double[] candidate) {
        int n = baseline.length;
        int m = candidate.length;
        if (n < 2 || m < 2) {
            return 1;
        }
        double difference = mean(candidate) - mean(baseline);
        double left = variance(baseline) / n;
        double right = variance(candidate) / m;
        double error = left + right;
        if (error == 0) {
            return difference > 0 ? 0 : 1;
        }
        // Welch and Satterthwaite's degrees of freedom, rounded down.
        double freedom = error * error / (left * left / (n - 1) + right * right / (m - 1));
        return 1 - new TDistribution((int) Math.max(1, freedom)).cdf(difference / Math.sqrt(error));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}

package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.AutoPerfException;

/**
 * @param falseAlarmRate probability with which an unchanged build may be called a regression, above 0 and below 1
 * @param minimumEffect smallest relative increase of cost worth reporting, 0.05 for 5 %; 0 or more
 * @param sampleQuantile quantile of the calibration errors above which a sample counts as anomalous, above 0 and below
 *     1
 * @param threshold t of the paper's μ + tσ; shown, and used instead of the quantile where {@link #paperThreshold}
 * @param paperThreshold whether samples are judged by μ + tσ instead of the conformal quantile
 * @param confidence of the printed intervals, above 0 and below 1
 * @param seed of the bootstrap
 */
public record DetectionOptions(
        double falseAlarmRate,
        double minimumEffect,
        double sampleQuantile,
        double threshold,
        boolean paperThreshold,
        double confidence,
        long seed) {
    public static final DetectionOptions DEFAULT = new DetectionOptions(0.01, 0.05, 0.95, 2.0, false, 0.95, 42);

    private static final double BEYOND = 0.05;

    /** @throws AutoPerfException if a value is outside its range */
    public DetectionOptions {
        demandShare("false alarm rate", falseAlarmRate);
        demandShare("sample quantile", sampleQuantile);
        demandShare("confidence", confidence);
        demand(minimumEffect >= 0 && minimumEffect < Double.POSITIVE_INFINITY, "minimum effect",
                minimumEffect, "0 or more");
        demand(Double.isFinite(threshold), "threshold", threshold, "a number");
    }

    /** Increase that UNCHANGED rules out: somewhat more than what is worth reporting. */
    double ruledOut() {
        return minimumEffect + BEYOND;
    }

    private static void demandShare(String name, double value) {
        demand(value > 0 && value < 1, name, value, "above 0 and below 1");
    }

    private static void demand(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.USAGE, "The " + name + " is " + value + ". It must be " + range + ".");
        }
    }
}

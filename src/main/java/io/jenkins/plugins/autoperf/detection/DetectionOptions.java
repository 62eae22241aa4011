package io.jenkins.plugins.autoperf.detection;

/**
 * @param falseAlarmRate probability with which an unchanged build may be called a regression, 0 to 1
 * @param minimumEffect smallest relative increase of cost worth reporting, 0.05 for 5 %
 * @param sampleQuantile quantile of the calibration errors above which a sample counts as anomalous, 0 to 1
 * @param threshold t of the paper's μ + tσ; shown, and used instead of the quantile where {@link #paperThreshold}
 * @param paperThreshold whether samples are judged by μ + tσ instead of the conformal quantile
 * @param confidence of the printed intervals, 0 to 1
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
}

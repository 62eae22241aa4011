package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import picocli.CommandLine.Option;

/** When a change counts: shared by all commands that detect. */
final class JudgeOptions {
    @Option(
            names = "--false-alarm-rate",
            defaultValue = "0.01",
            paramLabel = "P",
            description = "Probability with which an unchanged region may be called a regression (default: ${DEFAULT-VALUE}).")
    double falseAlarmRate;

    @Option(
            names = "--minimum-effect",
            defaultValue = "0.05",
            paramLabel = "SHARE",
            description = "Smallest increase of cost worth reporting, 0.05 for 5 %% (default: ${DEFAULT-VALUE}).")
    double minimumEffect;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Judge samples by the paper's mean + T standard deviations instead of the conformal quantile.")
    Double threshold;

    @Option(names = "--accept-other-machine", description = "Compare even if the profiles come from different kinds of machine.")
    boolean acceptOtherMachine;

    DetectionOptions options() {
        MeasureOptions.require(falseAlarmRate > 0 && falseAlarmRate < 0.5, "--false-alarm-rate must be above 0 and below 0.5");
        MeasureOptions.require(minimumEffect >= 0 && minimumEffect <= 10, "--minimum-effect must be between 0 and 10");
        MeasureOptions.require(threshold == null || threshold >= 0 && threshold <= 100, "--threshold must be between 0 and 100");
        DetectionOptions d = DetectionOptions.DEFAULT;
        return new DetectionOptions(
                falseAlarmRate,
                minimumEffect,
                d.sampleQuantile(),
                threshold == null ? d.threshold() : threshold,
                threshold != null,
                d.confidence(),
                d.seed());
    }
}

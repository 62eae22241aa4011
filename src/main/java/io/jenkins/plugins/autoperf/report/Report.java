package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.profile.Machine;
import java.util.List;

/**
 * {@code report.json}: the whole result of a detection.
 *
 * @param format version of the file's layout
 * @param summary the verdict in one sentence
 * @param counters what was measured
 * @param regions the worst first
 * @param telemetry what the sources in use cannot show, each a sentence
 */
public record Report(
        int format,
        String tool,
        String created,
        Verdict verdict,
        String summary,
        Side baseline,
        Side candidate,
        DetectionOptions options,
        List<Counter> counters,
        List<Region> regions,
        Noise noise,
        List<String> telemetry,
        List<String> warnings) {
    public static final int FORMAT = 1;

    /** Whether there was no baseline: its side has neither name nor runs, and its figures are {@code NaN}. */
    public boolean first() {
        return baseline.runs() == 0 && baseline.name().isEmpty();
    }

    /** One of the two versions: its workload, when it was measured and where. */
    public record Side(String name, List<String> command, String measured, int runs, Machine machine) {}

    /** @param againstModel name of the model that this verdict is against, where several were given; else empty */
    public record Region(RegionVerdict verdict, Diagnosis diagnosis, String againstModel) {}
}

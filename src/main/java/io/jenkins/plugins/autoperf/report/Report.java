package io.jenkins.plugins.autoperf.report;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
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
 * @param baseline of the model that the verdict is by; likewise {@code noise}
 * @param counters what was measured
 * @param regions the worst first
 * @param otherModels further models that the candidate was judged by
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
        List<OtherModel> otherModels,
        List<String> telemetry,
        List<String> warnings) {
    public static final int FORMAT = 1;
    /** What a report has in place of an origin that was written before there were any. */
    static final String NO_ORIGIN = "no origin";

    /** Whether there was no baseline: its side has neither name nor runs, and its figures are {@code NaN}. */
    public boolean first() {
        return baseline.runs() == 0 && baseline.name().isEmpty();
    }

    /** One of the two versions: its workload, when it was measured and where. */
    public record Side(String name, List<String> command, String measured, int runs, Machine machine) {}

    /** The good version of a further model, and the machine's noise between it and the candidate. */
    public record OtherModel(Side baseline, Noise noise) {}

    /**
     * @param againstModel name of the model that this verdict is against, where several were given; else empty
     * @param origin of a region that was annotated automatically
     */
    public record Region(RegionVerdict verdict, Diagnosis diagnosis, String againstModel, Origin origin) {
        // Spelled out, because the annotation must not be on the field, too.
        public Region(
                RegionVerdict verdict,
                Diagnosis diagnosis,
                String againstModel,
                @JacksonInject(value = NO_ORIGIN, useInput = OptBoolean.TRUE) Origin origin) {
            this.verdict = verdict;
            this.diagnosis = diagnosis;
            this.againstModel = againstModel;
            this.origin = origin;
        }

        /** Of a region that was annotated by hand. */
        public Region(RegionVerdict verdict, Diagnosis diagnosis, String againstModel) {
            this(verdict, diagnosis, againstModel, Origin.NONE);
        }
    }

    /**
     * Where an automatically annotated region is, and why it was annotated; both empty for one annotated by hand.
     *
     * @param place file and line
     * @param why a phrase
     */
    public record Origin(String place, String why) {
        public static final Origin NONE = new Origin("", "");
    }

    /** The noise of the comparison that a region's verdict comes from. */
    public Noise noise(Region region) {
        return otherModels.stream()
                .filter(other -> other.baseline().name().equals(region.againstModel()))
                .map(OtherModel::noise)
                .findFirst()
                .orElse(noise);
    }
}

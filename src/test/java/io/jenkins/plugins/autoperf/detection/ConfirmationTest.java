package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    private static Detection detection(Verdict verdict) {
        RegionVerdict region =
                new RegionVerdict("parse", verdict, verdict + ".", 0, 1, 10, 10, null, List.of(), List.of(), null);
        return new Detection(verdict, DetectionOptions.DEFAULT, List.of(region), null, List.of());
    }

    @Test
    void aRegressionSeenTwiceIsReported() {
        Detection combined = Confirmation.combine(detection(Verdict.REGRESSION), detection(Verdict.REGRESSION));

        assertThat(combined.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(combined.regions().get(0).reason()).contains("confirmed");
    }

    @Test
    void aRegressionSeenOnceIsInconclusive() {
        assertThat(Confirmation.combine(detection(Verdict.REGRESSION), detection(Verdict.UNCHANGED)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Confirmation.combine(detection(Verdict.UNCHANGED), detection(Verdict.REGRESSION)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anythingElseIsAsTheFreshRunsSay() {
        assertThat(Confirmation.combine(detection(Verdict.UNCHANGED), detection(Verdict.IMPROVEMENT)).verdict())
                .isEqualTo(Verdict.IMPROVEMENT);
    }
}

package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Scorer;
import io.jenkins.plugins.autoperf.model.Trainer;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From samples to the p-value, the networks' own part included. */
class SameProgramTest {
    private static final int PROGRAMS = 12;

    private static Profile profile(long seed) {
        return new SyntheticProfile(seed)
                .counters("wall_ns", "cpu_ns", "minor_faults", "voluntary_switches")
                .region("parse", 1e6, 9e5, 3, 0.1)
                .profile();
    }

    @Test
    void samplesOfTheSameProgramAreAsEasyToReconstructAsThoseThatWereHeldOut() {
        int alarms = 0;
        for (int seed = 1; seed <= PROGRAMS; seed++) {
            Model model = Trainer.train(List.of(profile(seed)), Hyperparameters.DEFAULT, text -> {});
            Profile candidate = profile(1000 + seed);
            RegionVerdict verdict = new Detector()
                    .detect(model, candidate, new Scorer(model).score(candidate), DetectionOptions.DEFAULT)
                    .regions()
                    .get(0);
            alarms += verdict.anomaly().pValue() <= 0.05 ? 1 : 0;
        }
        // Of 12 at 5 %, more than 3 have a probability of 0.2 %.
        assertThat(alarms).isLessThanOrEqualTo(3);
    }
}

package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private final Model model = TrainerTest.train(profile(1));

    private static Profile profile(long seed) {
        return new SyntheticProfile(seed).counters("wall_ns", "minor_faults", "misses").runs(3).samples(40)
                .region("known", 1e6, 10, 500).profile();
    }

    @Test
    void countersAreMatchedByNameAndForeignOnesIgnored() {
        Profile plain = profile(2);
        Profile turned = withColumns(plain, 2, 1, 1, 0);
        RegionScores.RunScores expected = new Scorer(model).score(plain).get(0).runs().get(0);
        RegionScores.RunScores scores = new Scorer(model).score(turned).get(0).runs().get(0);
        assertThat(scores.errors()).isEqualTo(expected.errors());
        assertThat(scores.residuals()).isDeepEqualTo(expected.residuals());
        assertThat(scores.means()).isEqualTo(expected.means());
    }

    /** Columns of the other profile; where one comes again, under another name. */
    private static Profile withColumns(Profile plain, int... columns) {
        List<io.jenkins.plugins.autoperf.counter.Counter> counters = new java.util.ArrayList<>();
        for (int c : columns) {
            var counter = plain.counters().get(c);
            counters.add(counters.contains(counter) ? SyntheticProfile.counter("another") : counter);
        }
        List<RegionSamples> regions = plain.regions().stream().map(region -> new RegionSamples(region.name(),
                region.runs().stream().map(run -> {
                    double[][] values = new double[run.samples()][columns.length];
                    for (int i = 0; i < values.length; i++) {
                        for (int c = 0; c < columns.length; c++) {
                            values[i][c] = run.values()[i][columns[c]];
                        }
                    }
                    return new RegionRun(run.run(), run.executions(), run.threads(), values, run.work());
                }).toList())).toList();
        return new Profile(plain.info(), counters, plain.runs(), regions, plain.warnings());
    }

    @Test
    void aMissingCounterIsNamed() {
        Profile other = new SyntheticProfile(1).counters("wall_ns", "misses").region("known", 1e6, 500).profile();
        assertThatThrownBy(() -> new Scorer(model).score(other))
                .isInstanceOfSatisfying(AutoPerfException.class,
                        e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA))
                .hasMessageContaining("minor_faults")
                .hasMessageContaining("same counters");
    }

    @Test
    void aRegionThatTheBaselineDoesNotKnowIsLeftOut() {
        Profile other = new SyntheticProfile(1).counters("wall_ns", "minor_faults", "misses").samples(5)
                .region("known", 1e6, 10, 500).region("new", 1e6, 10, 500).profile();
        assertThat(new Scorer(model).score(other)).extracting(RegionScores::region).containsExactly("known");
    }

    @Test
    void theLargestResidualPointsAtTheCounterThatGrew() {
        Profile bad = new SyntheticProfile(3).counters("wall_ns", "minor_faults", "misses").runs(3).samples(40)
                .region("known", 1e6, 10, 500).times("known", "misses", 20).profile();
        RegionScores scores = new Scorer(model).score(bad).get(0);
        long pointed = 0;
        for (double[] residual : scores.runs().get(0).residuals()) {
            pointed += residual[2] > Math.abs(residual[0]) && residual[2] > Math.abs(residual[1]) ? 1 : 0;
        }
        assertThat(pointed).isGreaterThan(30);
    }
}

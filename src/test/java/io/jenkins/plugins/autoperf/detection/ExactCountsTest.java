package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import org.junit.jupiter.api.Test;

/** Counts in which chance has no part. */
class ExactCountsTest {
    private static final Counter CYCLES =
            new Counter(Counter.SIMULATED_CYCLES, Source.SIMULATED, Family.CYCLES, "count", "simulated cycles");
    private static final Counter INSTRUCTIONS =
            new Counter(Counter.INSTRUCTIONS, Source.HARDWARE, Family.INSTRUCTIONS, "count", "instructions");

    @Test
    void twoRunsOfEachThatAgreeDecide() {
        assertThat(p(CYCLES, 0.05, new double[] {100, 100}, 106, 106)).isZero();
        assertThat(p(CYCLES, 0.05, new double[] {106, 106}, 100, 100)).isZero();
        assertThat(p(CYCLES, 0.05, new double[] {100, 100}, 104, 104)).isOne();
        assertThat(p(CYCLES, 0.004, new double[] {1000, 1000}, 1005, 1005)).isZero();
    }

    @Test
    void theSmallestEffectIsThenWhatWouldHaveBeenSeen() {
        assertThat(comparison(CYCLES, new double[] {100, 100}, 100, 100).minimumDetectable(0.05, 0.001))
                .isCloseTo(0.05, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void oneRunOfASideDoesNotShowThatACountRepeats() {
        assertThat(p(CYCLES, 0.05, new double[] {100, 100}, 200)).isPositive();
        assertThat(comparison(CYCLES, new double[] {100}, 100).minimumDetectable(0.05, 0.001)).isInfinite();
    }

    @Test
    void runsThatDifferAreTestedAsAllOthers() {
        assertThat(p(CYCLES, 0.05, new double[] {100, 101}, 200, 200)).isEqualTo(2 * RankTest.smallest(2, 2));
    }

    @Test
    void hardwareCountsThatHappenToAgreeAreTestedAsAllOthers() {
        assertThat(p(INSTRUCTIONS, 0.05, new double[] {100, 100}, 200, 200)).isEqualTo(2 * RankTest.smallest(2, 2));
    }

    private static double p(Counter counter, double effect, double[] baseline, double... candidate) {
        return comparison(counter, baseline, candidate).pValue(effect);
    }

    private static CostComparison comparison(Counter counter, double[] baseline, double... candidate) {
        return new CostComparison("region", counter, baseline, candidate, 0);
    }
}

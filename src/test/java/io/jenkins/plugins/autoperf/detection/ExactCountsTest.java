package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    void oneRunOfEachDecidesWhereOneThreadAloneExecutesTheRegion() {
        assertThat(p(CYCLES, 0.05, alone(100), alone(106))).isZero();
        assertThat(p(CYCLES, 0.05, alone(106), alone(100))).isZero();
        assertThat(p(CYCLES, 0.05, alone(100), alone(104))).isOne();
        assertThat(p(CYCLES, 0.004, alone(1000), alone(1005))).isZero();
    }

    @Test
    void twoRunsOfEachThatAgreeDecideWhereSeveralThreadsDo() {
        assertThat(p(CYCLES, 0.05, Runs.of(100, 100), Runs.of(106, 106))).isZero();
        assertThat(p(CYCLES, 0.05, Runs.of(100, 100), Runs.of(104, 104))).isOne();
        assertThat(p(CYCLES, 0.05, Runs.of(100), Runs.of(200))).isOne();
        assertThat(comparison(CYCLES, Runs.of(100), Runs.of(100)).minimumDetectable(0.05, 0.001)).isInfinite();
    }

    @Test
    void theSmallestEffectIsThenWhatWouldHaveBeenSeen() {
        assertThat(comparison(CYCLES, alone(100), alone(100)).minimumDetectable(0.05, 0.001)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void theIntervalOfAnExactCountIsItsRatio() {
        RegionVerdict.Cost cost = comparison(CYCLES, alone(100), alone(106))
                .cost(DetectionOptions.DEFAULT, new Bootstrap(0.95, 1), 1, 0, 0);
        assertThat(cost.interval().low()).isCloseTo(1.06, within(1e-12));
        assertThat(cost.interval().high()).isCloseTo(1.06, within(1e-12));
        assertThat(cost.runsNeeded()).isOne();
    }

    @Test
    void aCountHasToMoveBeyondThoseOfAllGoodVersions() {
        Runs versions = new Runs(new double[] {100, 110}, new int[] {0, 1}, true);
        assertThat(p(CYCLES, 0.05, versions, alone(115))).isOne();
        assertThat(p(CYCLES, 0.05, versions, alone(116))).isZero();
    }

    @Test
    void oneThreadWhoseRunsDifferIsNoProof() {
        Runs random = new Runs(new double[] {100, 110, 120}, new int[3], true);
        assertThat(p(CYCLES, 0.05, random, alone(130))).isOne();
    }

    @Test
    void countsThatThreadsMakeVaryALittleAreTestedByTheirSpread() {
        assertThat(p(CYCLES, 0.05, Runs.of(100, 100.01, 99.99), Runs.of(110, 110.02, 109.98))).isBetween(1e-12, 0.001);
        assertThat(p(CYCLES, 0.05, Runs.of(100, 130, 90), Runs.of(120, 130, 110))).isGreaterThan(0.1);
        assertThat(p(CYCLES, 0.05, Runs.of(100, 100.01, 99.99), Runs.of(100, 100.02, 99.98))).isGreaterThan(0.5);
    }

    @Test
    void hardwareCountsThatHappenToAgreeAreTestedAsAllOthers() {
        assertThat(p(INSTRUCTIONS, 0.05, Runs.of(100, 100), Runs.of(200, 200))).isEqualTo(2 * RankTest.smallest(2, 2));
    }

    private static Runs alone(double value) {
        return new Runs(new double[] {value}, new int[1], true);
    }

    private static double p(Counter counter, double effect, Runs baseline, Runs candidate) {
        return comparison(counter, baseline, candidate).pValue(effect);
    }

    private static CostComparison comparison(Counter counter, Runs baseline, Runs candidate) {
        return new CostComparison("region", counter, baseline, candidate, 0);
    }
}

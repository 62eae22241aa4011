package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.model.SimulatedCounts;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One simulated run of each version beside ten native ones: the first say that it is slower, the second why. */
class SimulatedEvidenceTest {
    private static final Counter CYCLES = simulated(Counter.SIMULATED_CYCLES, Family.CYCLES);
    private static final Counter INSTRUCTIONS = simulated(Counter.SIMULATED_INSTRUCTIONS, Family.INSTRUCTIONS);
    private static final Counter MISSES = simulated("sim_l1_read_misses", Family.CACHE_L1);
    private static final List<Counter> COUNTERS = List.of(CYCLES, INSTRUCTIONS, MISSES);

    private static Counter simulated(String name, Family family) {
        return new Counter(name, Source.SIMULATED, family, "count", name);
    }

    private static Profile profile(String processor, int threads, double... counts) {
        Machine machine = new Machine(processor, 1, "amd64", "", "6.1", "host", 4L << 30);
        ProfileInfo info = new ProfileInfo(
                ProfileInfo.FORMAT, "test", "2026-01-01T10:00:00Z", List.of("bench"), "", Map.of(), machine, 1, "",
                List.of(COUNTERS), Map.of(), List.of());
        RegionRun run = new RegionRun(1, 1000, threads, new double[][] {counts}, new double[1]);
        return new Profile(info, COUNTERS, List.of(), List.of(new RegionSamples("region 0", List.of(run))), List.of());
    }

    private static Measurement measurement(int threads, double spread, double[] good, double[] other) {
        Measurement measurement = new Measurement(3);
        measurement.spread = spread;
        Profile before = profile("Callgrind", threads, good);
        measurement.simulatedBaseline = SimulatedCounts.of(new Profile(
                before.info(), COUNTERS, List.of(), List.of(), List.of(), Optional.of(before)));
        measurement.simulatedCandidate = Optional.of(profile("Callgrind", threads, other));
        return measurement;
    }

    private static final double[] GOOD = {12_000, 10_000, 200};
    private static final double[] MORE = {14_400, 12_000, 240};

    @Test
    void whatTheMachinesNoiseHidesExactCountsProve() {
        RegionVerdict verdict = measurement(1, 0.5, GOOD, MORE).slower(1.2).verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(verdict.costs().get(0).counter()).isEqualTo(CYCLES);
        assertThat(verdict.reason()).contains("simulated cycles", "1.20 times", "CPU time", "noise blurs");
    }

    @Test
    void aClockThatRulesItOutIsBelievedAndTheRegionIsOnlyDifferent() {
        RegionVerdict verdict = measurement(1, 0.01, GOOD, MORE).verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(verdict.reason()).contains("1.20 times the instructions");
    }

    @Test
    void oneRunOfSeveralThreadsProvesWhatIsBeyondTheirScatter() {
        double[] little = {12_000 * 1.06, 10_000 * 1.06, 212};
        assertThat(measurement(1, 0.5, GOOD, little).slower(1.2).verdict().verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(measurement(2, 0.5, GOOD, little).slower(1.2).verdict().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(measurement(2, 0.5, GOOD, MORE).slower(1.2).verdict().verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void timeAloneStillDecidesWhereNothingElseIsExecuted() {
        RegionVerdict verdict = measurement(2, 0.05, GOOD, GOOD).slower(3).verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(verdict.costs().get(0).counter().name()).isEqualTo(Counter.CPU);
    }

    @Test
    void anOpenQuestionOfTimeStaysOpenAndIsToldThatTheCountsAreSteady() {
        RegionVerdict verdict = measurement(1, 0.8, GOOD, GOOD).verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.reason()).endsWith("On the simulated processor, which knows no noise, it costs 1 times the cycles.");
    }

    @Test
    void simulatedCountsDoNotMakeNativeOnesHarderToProve() {
        Measurement alone = new Measurement(3);
        double q = alone.slower(1.3).verdict().costs().get(0).qValue();
        RegionVerdict beside = measurement(1, 0.05, GOOD, GOOD).slower(1.3).verdict();
        assertThat(beside.costs().get(0).qValue()).isEqualTo(q);
        assertThat(beside.counters().subList(5, 8)).extracting(c -> c.counter().source()).containsOnly(Source.SIMULATED);
    }

    @Test
    void onlyOneVersionSimulatedIsComparedWithoutAndSaidSo() {
        Measurement measurement = measurement(1, 0.05, GOOD, MORE);
        measurement.simulatedCandidate = Optional.empty();
        assertThat(measurement.detect().warnings()).anyMatch(w -> w.startsWith("Only the good version was simulated too"));
        Measurement other = new Measurement(3);
        other.simulatedCandidate = Optional.of(profile("Callgrind", 1, GOOD));
        assertThat(other.detect().warnings()).anyMatch(w -> w.startsWith("Only this version was simulated too"));
        assertThat(other.verdict().verdict()).isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void otherSimulatedCachesAreNotCompared() {
        Measurement measurement = measurement(1, 0.5, GOOD, MORE);
        measurement.simulatedCandidate = Optional.of(profile("Callgrind with small caches", 1, MORE));
        assertThat(measurement.detect().warnings()).anyMatch(w -> w.startsWith("The two versions were simulated on different"));
        assertThat(measurement.verdict().costs()).noneMatch(c -> c.counter().source() == Source.SIMULATED);
    }
}

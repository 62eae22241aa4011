package io.jenkins.plugins.autoperf.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Times in microseconds per execution, counts per execution; each counter before and now. */
class DiagnosticianTest {
    private static final Diagnostician DIAGNOSTICIAN = new Diagnostician();
    private static final Catalogue CATALOGUE = Catalogue.load();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        more memory shared between threads          | wall 100 200; cpu 100 200; SHARING 5 1000
        more access to another processor's memory   | wall 100 200; cpu 100 200; NUMA 10 1500
        more pages read from the disk               | wall 100 900; cpu 100 120; major_faults 0 3; minor_faults 1 4; WAITS 0 3
        more page faults                            | wall 100 300; cpu 100 300; system 5 160; minor_faults 1 250; WAITS 1 1
        more page faults                            | wall 100 300; cpu 100 300; system 5 160; minor_faults 0 250
        more waiting for locks or other threads     | wall 100 400; cpu 90 200; system 5 70; WAITS 0.1 20; minor_faults 1 1
        more waiting for locks or other threads     | wall 100 200; cpu 90 92; system 1 2; WAITS 0 1
        more waiting for locks or other threads     | wall 160 1130; cpu 160 1130; system 6 204; WAITS 0 0.44
        more waiting for locks or other threads     | wall 268 1377; cpu 163 875; system 4 101; WAITS 0 0.21
        more time in system calls                   | wall 100 300; cpu 100 300; system 5 150; minor_faults 1 1; WAITS 0 0
        more interruptions by other programs        | wall 100 200; cpu 90 95; PREEMPTION 0.1 3; WAITS 0 0
        more waiting                                | wall 100 200; cpu 90 95
        less use of vector instructions             | wall 100 300; cpu 100 300; VECTOR 40000 0; INSTRUCTIONS 200000 500000
        more instructions                           | wall 100 200; cpu 100 200; INSTRUCTIONS 200000 390000; CACHE_L3 10 20
        more mispredicted branches                  | wall 100 200; cpu 100 200; PAPI_BR_MSP 100 20000; INSTRUCTIONS 200000 200000
        more misses in the last cache (L3)          | wall 100 200; cpu 100 200; CACHE_L3 10 1500; CACHE_L1 1000 50000; INSTRUCTIONS 2e5 2e5
        more misses in the address translation (TLB)| wall 100 200; cpu 100 200; TLB 10 5000; CACHE_L1 1000 50000; INSTRUCTIONS 2e5 2e5
        more misses in the second cache (L2)        | wall 100 200; cpu 100 200; CACHE_L2 10 9000; CACHE_L3 10 10; INSTRUCTIONS 2e5 2e5
        more misses in the first cache (L1)         | wall 100 200; cpu 100 200; CACHE_L1 10 60000; CACHE_L2 10 10; INSTRUCTIONS 2e5 2e5
        more stalls of the processor                | wall 100 200; cpu 100 200; STALLS 100 100000; INSTRUCTIONS 2e5 2e5
        slower execution of the same instructions   | wall 100 200; cpu 100 200; INSTRUCTIONS 2e5 2e5; PAPI_L1_DCA 5e4 9e4
        more instructions                           | wall 100 600; cpu 100 600; sim_instructions 5e5 15e5; sim_cycles 5e5 15e5
        more mispredicted branches                  | wall 100 430; cpu 100 430; sim_instructions 6e5 7e5; sim_conditional_mispredictions 10 5e4
        more misses in the last cache (L3)          | wall 100 200; cpu 100 200; sim_instructions 2e5 2e5; sim_ll_read_misses 10 1500
        more misses in the first cache (L1)         | wall 100 380; cpu 100 380; sim_instructions 2e5 2e5; sim_l1_read_misses 10 60000
        more page faults                            | wall 100 600; cpu 100 600; minor_faults 0 250; sim_instructions 2e5 2.4e5
        more waiting for locks or other threads     | wall 160 1130; cpu 160 1130; system 6 204; WAITS 0 0.44; sim_instructions 2e5 6e5
        more waiting for locks or other threads     | wall 107 1155; cpu 106 1142; system 2 427; WAITS 0 0.09; sim_system_calls 0 0.1; sim_instructions 14e5 53e5
        more time in system calls                   | wall 100 1500; cpu 100 1500; system 2 900; WAITS 0 0.09; sim_system_calls 1 4000; sim_instructions 2e5 9e5
        more time in system calls                   | wall 107 1155; cpu 106 1142; system 2 427; WAITS 0 0.09
        more system calls                           | sim_cycles 1e6 1.2e6; sim_instructions 1e6 1.2e6; sim_system_calls 1 500
        more time without instructions              | wall 100 700; cpu 100 700; sim_instructions 2e5 2e5; sim_l1_read_misses 10 12
        more time without instructions              | wall 100 1500; cpu 100 1500; sim_instructions 1e5 4e5; sim_cycles 1e5 4e5
        more computation or slower access to memory | wall 100 200; cpu 100 200; system 5 6; minor_faults 1 1; WAITS 0 0
        """)
    void whatTheCountersOfARegressionSay(String cause, String figures) {
        RegionVerdict verdict = MadeUp.verdict(Verdict.REGRESSION, figures, false);
        Diagnosis diagnosis = DIAGNOSTICIAN.diagnose(verdict, MadeUp.counters(verdict));
        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.explanation()).startsWith("The region now has " + cause + ". ");
        assertThat(diagnosis.suggestion()).isNotBlank();
        assertThat(diagnosis.evidence().get(0)).matches("(cpu|sim_cycles): .* before, .*");

        RegionVerdict opposite = MadeUp.verdict(Verdict.IMPROVEMENT, figures, true);
        Diagnosis better = DIAGNOSTICIAN.diagnose(opposite, MadeUp.counters(opposite));
        assertThat(better.cause()).isEqualTo(opposite(cause));
        assertThat(better.suggestion()).isEmpty();
    }

    @Test
    void falseSharingIsTimeWithoutInstructionsAndWhatToLookForIsSaid() {
        RegionVerdict verdict = MadeUp.verdict(
                Verdict.REGRESSION, "wall 100 700; cpu 100 700; sim_instructions 2e5 2e5; sim_l1_read_misses 10 10", false);
        Diagnosis diagnosis = DIAGNOSTICIAN.diagnose(verdict, MadeUp.counters(verdict));
        assertThat(diagnosis.explanation()).contains("time without instructions", "cache line");
        assertThat(diagnosis.suggestion()).contains("false sharing", "true sharing");
        assertThat(diagnosis.limits()).contains("no contention");
        assertThat(diagnosis.evidence()).anyMatch(e -> e.startsWith("sim_instructions: 200,000 before, 200,000 now"));
    }

    @Test
    void simulatedCountsAloneAreWeighedBySimulatedCycles() {
        assertThat(cause(Verdict.REGRESSION, "sim_cycles 1e6 1.5e6; sim_instructions 8e5 8e5; sim_l1_read_misses 1e3 5e4"))
                .isEqualTo("more misses in the first cache (L1)");
    }

    @Test
    void aBusyMachineThatSlowsBothVersionsAlikeIsNotTheCause() {
        // Wall time is 1.6 times CPU time on both sides: the processors were shared before, too.
        assertThat(cause(Verdict.REGRESSION, "wall 160 320; cpu 100 200; WAITS 0 0; PREEMPTION 3 6"))
                .isEqualTo("more computation or slower access to memory");
    }

    @Test
    void switchesThatTheKernelForcedAreNoWaits() {
        assertThat(cause(Verdict.REGRESSION, "wall 100 200; cpu 100 200; perf::CONTEXT-SWITCHES 0.1 30"))
                .isEqualTo("more computation or slower access to memory");
    }

    @Test
    void withoutHardwareCountersTheDiagnosisSaysWhatItCannotTell() {
        RegionVerdict verdict = MadeUp.verdict(Verdict.REGRESSION, "wall 100 200; cpu 100 200; system 5 6", false);
        assertThat(DIAGNOSTICIAN.diagnose(verdict, MadeUp.counters(verdict)).limits())
                .contains("sharing between threads")
                .contains("hardware counters");
    }

    @Test
    void aLeakIsNotToldFromMemoryThatIsTakenAgain() {
        RegionVerdict verdict = MadeUp.verdict(Verdict.REGRESSION, "wall 100 300; cpu 100 300; minor_faults 0 250", false);
        Diagnosis diagnosis = DIAGNOSTICIAN.diagnose(verdict, MadeUp.counters(verdict));
        assertThat(diagnosis.limits()).contains("(a leak)");
        assertThat(diagnosis.evidence()).contains("minor_faults: 0 before, 250 now");
    }

    @Test
    void aChangeAtTheSameCostIsNamedByItsCount() {
        assertThat(cause(Verdict.CHANGED, "wall 100 101; cpu 100 101; minor_faults 0 40")).isEqualTo("more page faults");
        assertThat(cause(Verdict.CHANGED, "wall 101 100; cpu 101 100; minor_faults 40 0")).isEqualTo("fewer page faults");
        assertThat(cause(Verdict.CHANGED, "wall 100 100; cpu 100 100")).isEqualTo("not known");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"UNCHANGED", "INCONCLUSIVE"})
    void nothingIsExplainedWhereNothingIsShown(Verdict verdict) {
        RegionVerdict unchanged = MadeUp.verdict(verdict, "wall 100 300; cpu 100 300; minor_faults 0 250", false);
        assertThat(DIAGNOSTICIAN.diagnose(unchanged, MadeUp.counters(unchanged))).isEqualTo(Diagnosis.NONE);
    }

    @Test
    void theCauseThatTheCatalogueGivesForACounterIsOneOfTheRules() {
        assertThat(CATALOGUE.entries()).allSatisfy(counter -> assertThat(Rules.ALL)
                .extracting(Rule::more)
                .contains(CATALOGUE.note(counter.name()).orElseThrow().cause()));
    }

    private static String cause(Verdict verdict, String figures) {
        RegionVerdict region = MadeUp.verdict(verdict, figures, false);
        return DIAGNOSTICIAN.diagnose(region, MadeUp.counters(region)).cause();
    }

    private static String opposite(String cause) {
        return Rules.ALL.stream()
                .filter(r -> r.more().equals(cause))
                .map(Rule::less)
                .findFirst()
                .orElseThrow();
    }
}

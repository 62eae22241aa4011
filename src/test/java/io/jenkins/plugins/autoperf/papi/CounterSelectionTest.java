package io.jenkins.plugins.autoperf.papi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.papi.CounterSelection.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterSelectionTest {
    private static final String MIGRATIONS = "perf::CPU-MIGRATIONS:u=1:k=1";
    private static final List<Counter> BUILT_IN = Catalogue.load().builtIns();

    private final Papi software = SimulatedPapi.with(8, MIGRATIONS);
    private final Papi threeCounters = SimulatedPapi.with(
            3, "PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_BR_MSP", "PAPI_L3_TCM", MIGRATIONS);

    @Test
    void autoTakesTheHardwareInPassesThatFit() {
        Selection chosen = choose("auto", threeCounters);
        assertThat(chosen.groups()).hasSize(2).allSatisfy(group -> {
            assertThat(group.subList(0, 8)).isEqualTo(BUILT_IN);
            assertThat(group.get(8).name()).isEqualTo("PAPI_TOT_INS");
            assertThat(group).hasSize(11).noneMatch(counter -> counter.name().startsWith("perf::"));
        });
        assertThat(chosen.unavailable()).containsKey("PAPI_L2_TCM").doesNotContainKey("PAPI_L1_DCM");
    }

    @Test
    void autoWithoutHardwareIsTheBuiltInCounters() {
        Selection chosen = choose("auto", software);
        assertThat(chosen.groups()).containsExactly(BUILT_IN);
        assertThat(chosen.unavailable()).containsKey("PAPI_TOT_INS");
    }

    @Test
    void autoWithoutHardwareSimulatesOneRunBesideWhereThereIsValgrind() {
        assertThat(choose("auto", software).beside()).hasSize(15).allMatch(c -> c.source() == Source.SIMULATED);
        assertThat(choose("auto", software, false).beside()).isEmpty();
        assertThat(choose("auto", threeCounters).beside()).isEmpty();
        assertThat(choose("software", software).beside()).isEmpty();
        assertThat(choose("simulated", software).beside()).isEmpty();
    }

    @Test
    void softwareIsEverySoftwareCounterAndNoHardware() {
        assertThat(choose("software", threeCounters).groups()).singleElement().satisfies(group -> {
            assertThat(group.subList(0, 8)).isEqualTo(BUILT_IN);
            assertThat(group.subList(8, group.size())).extracting(Counter::name).containsExactly(MIGRATIONS);
        });
    }

    @Test
    void hardwareThatIsNotThereIsAnErrorWithTheReason() {
        assertThatThrownBy(() -> choose("hardware", software))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll("No hardware event opens", "Event does not exist", "auto");
    }

    @Test
    void namedEventsOfBothSourcesGoIntoDifferentPasses() {
        List<List<Counter>> groups = choose("PAPI_L1_DCM, " + MIGRATIONS, threeCounters).groups();
        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).subList(8, 10)).extracting(Counter::name).containsExactly("PAPI_TOT_INS", "PAPI_L1_DCM");
        assertThat(groups.get(1).subList(8, 9)).extracting(Counter::name).containsExactly(MIGRATIONS);
    }

    @Test
    void namingOnlyBuiltInCountersIsOnePassOfThem() {
        assertThat(choose("cpu_ns,wall_ns", threeCounters).groups()).containsExactly(BUILT_IN);
    }

    @Test
    void onRequestHardwareEventsTakeTurnsInOnePassAndTheirShareOfTheTimeIsKept() {
        Selection turns = choose("auto", threeCounters).multiplexed(3);
        assertThat(turns.groups()).singleElement().satisfies(group -> {
            assertThat(group).doesNotHaveDuplicates();
            assertThat(group.subList(8, group.size())).extracting(Counter::name).containsExactlyInAnyOrder(
                    "PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_BR_MSP", "PAPI_L3_TCM");
        });
        assertThat(turns.counted()).isEqualTo(3 / 5.0);
        assertThat(choose("PAPI_L1_DCM", threeCounters).multiplexed(3).counted()).isOne();
        assertThat(choose("auto", software).multiplexed(0).counted()).isOne();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> choose("PAPI_L1_DMC", threeCounters))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll("PAPI_L1_DMC", "PAPI_L1_DCM");
    }

    @Test
    void aNamedCounterThatIsNotThereIsAnsweredWithTheReason() {
        assertThatThrownBy(() -> choose("PAPI_L2_TCM", threeCounters))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll("PAPI_L2_TCM", "Event does not exist");
    }

    @Test
    void simulatedIsEverySimulatedCounterAndNoOther() {
        assertThat(choose("simulated", software).groups()).singleElement().satisfies(group ->
                assertThat(group).hasSize(15).allMatch(counter -> counter.source() == Source.SIMULATED));
    }

    @Test
    void simulatedWithoutValgrindIsAnErrorThatSaysWhatToInstall() {
        assertThatThrownBy(() -> choose("simulated", software, false))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll("Valgrind is not installed", "apt-get install valgrind");
    }

    @Test
    void aSingleSimulatedCounterIsAnswered() {
        assertThatThrownBy(() -> choose("cpu_ns,sim_cycles", software)).hasMessageContaining("--counters simulated");
    }

    @Test
    void anEmptyListIsAnError() {
        assertThatThrownBy(() -> choose(" , ", threeCounters)).hasMessageContaining("No counter is named");
    }

    private static Selection choose(String option, Papi papi) {
        return choose(option, papi, true);
    }

    private static Selection choose(String option, Papi papi, boolean valgrind) {
        Host host = new Host("Linux amd64", true, 1, false, false, false, valgrind, false, List.of());
        Availability availability = new Preflight(Catalogue.load(), host, papi, "").availability();
        return CounterSelection.choose(option, availability, group -> Preflight.opens(papi, group));
    }
}

package io.jenkins.plugins.autoperf.papi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PreflightTest {
    private static final String SWITCHES = "perf::CONTEXT-SWITCHES:u=1:k=1";
    private static final Host LINUX = new Host("Linux amd64", true, 2, false, false, false, true);

    @Test
    void anEventIsAvailableOnlyIfItCounts() {
        Availability found = availability(LINUX, SimulatedPapi.with(4, "PAPI_TOT_INS", "PAPI_L1_DCM"));
        assertThat(found.available(Source.HARDWARE))
                .extracting(Counter::name)
                .containsExactly("PAPI_TOT_INS", "PAPI_L1_DCM");
        assertThat(state(found, "PAPI_BR_MSP").reason()).isEqualTo("PAPI could not add it: Event does not exist");
        assertThat(found.hardwareCounters()).isEqualTo(2);
    }

    @Test
    void anEventThatStaysAtZeroWhereSomethingHappenedIsUnavailable() {
        Availability found = availability(LINUX, SimulatedPapi.with(4, SWITCHES, "PAPI_TOT_INS").silent(SWITCHES, "PAPI_TOT_INS"));
        assertThat(state(found, SWITCHES).available()).isFalse();
        assertThat(state(found, SWITCHES).reason()).contains("stays 0");
        assertThat(found.hardwareCounters()).isZero();
    }

    @Test
    void withPapiSwitchedOffTheBuiltInCountersRemain() {
        Availability found = availability(
                LINUX, SimulatedPapi.with(4, "PAPI_TOT_INS").on("KVM").disabledBy("perf_event support disabled by Linux with paranoid=3"));
        assertThat(found.available(Source.SOFTWARE)).hasSize(8);
        assertThat(state(found, "PAPI_TOT_INS").reason()).contains("paranoid=3");
        assertThat(found.hints()).singleElement().asString().contains("kernel.perf_event_paranoid=2", "built-in");
    }

    @Test
    void withoutABindingTheBuiltInCountersRemain() {
        Availability found = new Preflight(Catalogue.load(), LINUX, null, "No binding here").availability();
        assertThat(found.available(Source.SOFTWARE)).hasSize(8);
        assertThat(state(found, "PAPI_TOT_INS").reason()).isEqualTo("No binding here");
        assertThat(found.facts().papi()).isEmpty();
        assertThat(found.hints()).singleElement().asString().contains("g++");
    }

    @Test
    void aVirtualMachineWithoutAPerformanceMonitoringUnitSaysSo() {
        Availability found = availability(LINUX, SimulatedPapi.with(4, SWITCHES).on("KVMKVMKVM"));
        assertThat(found.hints()).singleElement().asString().startsWith("This virtual machine has no performance monitoring unit");
    }

    @Test
    void whoMayNotCountInTheKernelIsToldWhatToAskFor() {
        Availability found =
                availability(LINUX, SimulatedPapi.with(4, "PAPI_TOT_INS").failing("PAPI could not add it: Permission denied"));
        assertThat(found.hints()).singleElement().asString().contains("kernel.perf_event_paranoid=1");
    }

    @Test
    void rootThatMayNotCountIsInAContainer() {
        Host root = new Host("Linux amd64", true, 2, true, false, false, true);
        Availability found =
                availability(root, SimulatedPapi.with(4, "PAPI_TOT_INS").failing("PAPI could not add it: Permission denied"));
        assertThat(found.hints()).singleElement().asString().contains("seccomp");
    }

    @Test
    void theWatchdogIsNamedWhereItTakesACounter() {
        Host watched = new Host("Linux amd64", true, 2, true, false, true, true);
        assertThat(availability(watched, SimulatedPapi.with(4, "PAPI_TOT_INS")).hints())
                .singleElement()
                .asString()
                .contains("kernel.nmi_watchdog=0");
    }

    @Test
    void simulatedCountersNeedValgrindAndNothingElse() {
        assertThat(new Preflight(Catalogue.load(), LINUX, null, "No binding here").availability().available(Source.SIMULATED))
                .hasSize(14);
        Host without = new Host("Linux amd64", true, 2, true, false, false, false);
        Availability found = availability(without, SimulatedPapi.with(4, "PAPI_TOT_INS"));
        assertThat(found.available(Source.SIMULATED)).isEmpty();
        assertThat(state(found, "sim_instructions").reason()).isEqualTo("Valgrind is not installed");
        assertThat(found.hints()).singleElement().asString().contains("package valgrind");
    }

    @Test
    void outsideLinuxNothingIsCounted() {
        Host other = new Host("Mac OS X aarch64", false, null, false, false, false, false);
        assertThat(new Preflight(Catalogue.load(), other, null, "").availability().counters())
                .noneMatch(CounterState::available);
    }

    @Test
    void capabilitiesAreReadFromTheKernelsText() {
        assertThat(Host.privileged("Uid:\t1000\nCapEff:\t0000004000000000\n")).isTrue();
        assertThat(Host.privileged("Uid:\t1000\nCapEff:\t0000000000000000\n")).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineHasTheBuiltInCountersAndAReasonForEachOther() throws IOException {
        Availability found = Preflight.run();
        assertThat(found.counters().subList(0, 8)).allMatch(CounterState::available);
        assertThat(found.counters()).allSatisfy(state -> assertThat(state.reason().isEmpty()).isEqualTo(state.available()));
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsBytes(found), Availability.class)).isEqualTo(found);
    }

    private static Availability availability(Host host, Papi papi) {
        return new Preflight(Catalogue.load(), host, papi, "").availability();
    }

    private static CounterState state(Availability found, String name) {
        return found.counters().stream()
                .filter(state -> state.counter().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package io.jenkins.plugins.autoperf.papi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CoreKind;
import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final String SWITCHES = "perf::CONTEXT-SWITCHES:u=1:k=1";
    private static final Host LINUX = new Host("Linux amd64", true, 2, false, false, false, true, false, List.of());

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
        Host root = new Host("Linux amd64", true, 2, true, false, false, true, false, List.of());
        Availability found =
                availability(root, SimulatedPapi.with(4, "PAPI_TOT_INS").failing("PAPI could not add it: Permission denied"));
        assertThat(found.hints()).singleElement().asString().contains("seccomp");
    }

    @Test
    void whoIsInAContainerIsToldItsFlag() {
        Host confined = new Host("Linux amd64", true, 2, false, false, false, true, true, List.of());
        Availability found =
                availability(confined, SimulatedPapi.with(4, "PAPI_TOT_INS").failing("PAPI could not add it: Permission denied"));
        assertThat(found.hints()).singleElement().asString().contains("--cap-add=PERFMON", "seccomp", "need neither");
    }

    @Test
    void noHintIsAnOrderForRootAlone() {
        List<Availability> machines = List.of(
                availability(LINUX, SimulatedPapi.with(4, "PAPI_TOT_INS").disabledBy("paranoid=3")),
                availability(LINUX, SimulatedPapi.with(4, SWITCHES).on("KVMKVMKVM")),
                availability(LINUX, SimulatedPapi.with(4, "PAPI_TOT_INS").failing("Permission denied")));
        assertThat(machines).allSatisfy(found -> assertThat(found.hints()).allSatisfy(hint ->
                assertThat(hint).doesNotContain("sudo").containsPattern("or measure on|or for an agent|need no permission")));
    }

    @Test
    void severalKindsOfCoresAreReadFromTheirUnits(@TempDir Path devices) throws IOException {
        unit(devices, "cpu_atom", "16-23\n");
        unit(devices, "cpu_core", "0-15\n");
        unit(devices, "uncore_imc", "0\n");
        assertThat(Host.coreKinds(devices))
                .containsExactly(new CoreKind("cpu_core", "0-15"), new CoreKind("cpu_atom", "16-23"));
        Host hybrid = new Host("Linux amd64", true, 2, true, false, false, true, false, Host.coreKinds(devices));
        Availability found = availability(hybrid, SimulatedPapi.with(4, "PAPI_TOT_INS"));
        assertThat(found.hints()).singleElement().asString().contains("cpu_core (0-15)", "--cpus");
    }

    @Test
    void oneKindOfCoresIsNoHybrid(@TempDir Path devices) throws IOException {
        unit(devices, "armv8_pmuv3_0", "0-3\n");
        assertThat(Host.coreKinds(devices)).isEmpty();
        assertThat(Host.coreKinds(devices.resolve("missing"))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessIsBoundToOneKindOfCores() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "taskset is not installed");
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(CoreBinding.bind(child.pid(), "0")).isTrue();
            assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/status"))).contains("Cpus_allowed_list:\t0\n");
            assertThat(CoreBinding.bind(child.pid(), "nonsense")).isFalse();
        } finally {
            child.destroy();
        }
    }

    private static void unit(Path devices, String name, String cpus) throws IOException {
        Files.writeString(Files.createDirectory(devices.resolve(name)).resolve("cpus"), cpus);
    }

    @Test
    void theWatchdogIsNamedWhereItTakesACounter() {
        Host watched = new Host("Linux amd64", true, 2, true, false, true, true, false, List.of());
        assertThat(availability(watched, SimulatedPapi.with(4, "PAPI_TOT_INS")).hints())
                .singleElement()
                .asString()
                .contains("kernel.nmi_watchdog=0");
    }

    @Test
    void simulatedCountersNeedValgrindAndNothingElse() {
        assertThat(new Preflight(Catalogue.load(), LINUX, null, "No binding here").availability().available(Source.SIMULATED))
                .hasSize(15);
        Host without = new Host("Linux amd64", true, 2, true, false, false, false, false, List.of());
        Availability found = availability(without, SimulatedPapi.with(4, "PAPI_TOT_INS"));
        assertThat(found.available(Source.SIMULATED)).isEmpty();
        assertThat(state(found, "sim_instructions").reason()).isEqualTo("Valgrind is not installed");
        assertThat(found.hints()).singleElement().asString().contains("package valgrind");
    }

    @Test
    void outsideLinuxNothingIsCounted() {
        Host other = new Host("Mac OS X aarch64", false, null, false, false, false, false, false, List.of());
        assertThat(new Preflight(Catalogue.load(), other, null, "").availability().counters())
                .noneMatch(CounterState::available);
    }

    @Test
    void capabilitiesAreReadFromTheKernelsText() {
        assertThat(Host.privileged("Uid:\t1000\nCapEff:\t0000004000000000\n")).isTrue();
        assertThat(Host.privileged("Uid:\t1000\nCapEff:\t0000000000000000\n")).isFalse();
        assertThat(Host.filtered("CapEff:\t0\nSeccomp:\t2\n")).isTrue();
        assertThat(Host.filtered("CapEff:\t0\nSeccomp:\t0\n")).isFalse();
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

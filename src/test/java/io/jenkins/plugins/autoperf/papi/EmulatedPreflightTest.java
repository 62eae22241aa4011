package io.jenkins.plugins.autoperf.papi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.papi.CounterSelection.Selection;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.profile.Profiles;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.workload.EmulatedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The preflight and the choice of counters on an emulated Neoverse N1, which has a cycle counter and six others. */
@EnabledIfSystemProperty(named = EmulatedMachine.MADE, matches = ".+", disabledReason = EmulatedMachine.WHERE)
class EmulatedPreflightTest {
    private static final String ROOT = "probe";
    private static final String USER = "su user -c probe";
    private static final String SWITCHES = "perf::CONTEXT-SWITCHES:u=1:k=1";

    private static EmulatedMachine machine;

    @BeforeAll
    static void boot() {
        machine = EmulatedMachine.shared();
    }

    @BeforeEach
    void allowCounting() {
        paranoid(2);
    }

    @Test
    void theUnitsPresetsAreFoundAndHowManyItCountsAtOnce() {
        Availability found = preflight(ROOT, 2, true);

        assertThat(found.hardwareCounters()).isEqualTo(7);
        assertThat(found.available(Source.HARDWARE)).extracting(Counter::name)
                .contains("PAPI_TOT_INS", "PAPI_TOT_CYC", "PAPI_L1_DCM", "PAPI_L2_TCM", "PAPI_BR_MSP", "PAPI_TLB_DM");
        assertThat(reason(found, "PAPI_CA_ITV")).isEqualTo("PAPI could not add it: Event does not exist");
        assertThat(reason(found, SWITCHES)).isEmpty();
    }

    @Test
    void whatThisUnitDoesNotReallyCountIsUnavailable() {
        Availability found = preflight(ROOT, 2, true);

        assertThat(List.of("PAPI_LD_INS", "PAPI_SR_INS", "PAPI_BR_INS", "PAPI_L1_DCA"))
                .allMatch(name -> reason(found, name).equals("It opens but stays 0 where something happened"));
    }

    @Test
    void aUserAtParanoidTwoHasTheUnitAndNothingInTheKernel() {
        Availability found = preflight(USER, 2, false);

        assertThat(found.hardwareCounters()).isEqualTo(7);
        assertThat(reason(found, SWITCHES)).contains("Permission level");
        assertThat(found.hints()).anyMatch(hint -> hint.contains("kernel.perf_event_paranoid=1"));
    }

    @Test
    void atParanoidThreePapiIsOffAndSaysWhy() {
        paranoid(3);
        Availability found = preflight(ROOT, 3, true);

        assertThat(found.hardwareCounters()).isZero();
        assertThat(found.available(Source.SOFTWARE)).hasSize(8);
        assertThat(reason(found, "PAPI_TOT_INS")).contains("PAPI is switched off", "paranoid=3");
        assertThat(found.hints()).anyMatch(hint -> hint.contains("kernel.perf_event_paranoid=2"));
    }

    @Test
    void allEventsAreMeasuredInPassesThatFitAndJoinedInOneProfile(@TempDir Path folder) throws IOException {
        Selection chosen;
        try (EmulatedPapi papi = new EmulatedPapi(machine, ROOT)) {
            Availability found = preflight(papi, 2, true);
            chosen = CounterSelection.choose("hardware", found, group -> Preflight.opens(papi, group));
        }
        assertThat(chosen.groups()).hasSize(4).allSatisfy(group -> {
            assertThat(group.get(8).name()).isEqualTo("PAPI_TOT_INS");
            assertThat(group.subList(8, group.size())).hasSizeBetween(2, 7).allMatch(event -> event.source() == Source.HARDWARE);
        });
        assertThat(chosen.groups().stream().flatMap(List::stream).distinct())
                .as("built-in counters, presets, and events of Neoverse alone")
                .hasSize(8 + 18 + 3);

        Profile profile = measure(chosen.groups(), folder.resolve("profile"));

        assertThat(profile.warnings()).isEmpty();
        assertThat(profile.counters()).containsExactlyInAnyOrderElementsOf(
                chosen.groups().stream().flatMap(List::stream).collect(Collectors.toSet()));
        int instructions = profile.counters().indexOf(Catalogue.load().find("PAPI_TOT_INS").orElseThrow());
        RegionRun run = profile.regions().stream().filter(r -> r.name().equals("short")).findFirst().orElseThrow().runs().get(0);
        assertThat(run.samples()).isEqualTo(20);
        assertThat(Stream.of(run.values())).allSatisfy(sample -> {
            assertThat(sample).doesNotContain(Double.NaN);
            assertThat(sample[instructions]).isBetween(200_000.0, 201_000.0);
        });
    }

    /** One run of a pass for each group. */
    private static Profile measure(List<List<Counter>> groups, Path folder) throws IOException {
        try (ProfileFolder profile = ProfileFolder.create(folder, Profiles.info(groups))) {
            for (int pass = 0; pass < groups.size(); pass++) {
                String events = groups.get(pass).stream()
                        .filter(counter -> counter.source() == Source.HARDWARE)
                        .map(Counter::name)
                        .collect(Collectors.joining(","));
                machine.run("rm -rf /tmp/out; mkdir /tmp/out");
                EmulatedMachine.Answer answer = machine.run(
                        "LD_PRELOAD=/lib/libautoperf.so AUTOPERF_OUTPUT=/tmp/out AUTOPERF_EVENTS=" + events + " counted loops");
                assertThat(answer.exitCode()).isZero();
                machine.fetch("/tmp/out", Files.createDirectory(folder.resolve(Profiles.run(1, pass, 0).folder())));
                profile.append(Profiles.run(1, pass, 0));
            }
        }
        return ProfileLoader.load(folder);
    }

    private static void paranoid(int level) {
        machine.run("echo " + level + " >/proc/sys/kernel/perf_event_paranoid");
    }

    private static Availability preflight(String command, int paranoid, boolean privileged) {
        try (EmulatedPapi papi = new EmulatedPapi(machine, command)) {
            return preflight(papi, paranoid, privileged);
        }
    }

    private static Availability preflight(Papi papi, int paranoid, boolean privileged) {
        Host host = new Host("Linux aarch64", true, paranoid, privileged, false, false, false, false, List.of());
        return new Preflight(Catalogue.load(), host, papi, "").availability();
    }

    private static String reason(Availability found, String counter) {
        return found.counters().stream()
                .filter(state -> state.counter().name().equals(counter))
                .map(CounterState::reason)
                .findFirst()
                .orElseThrow();
    }
}

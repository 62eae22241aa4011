package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.jenkins.plugins.autoperf.profile.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The region runtime and PAPI on an emulated performance monitoring unit, under a real kernel's perf. The programs stand in
 * {@code src/test/emulated-pmu/counted.c}: what their regions execute is known to the instruction.
 */
@EnabledIfSystemProperty(named = EmulatedMachine.MADE, matches = ".+", disabledReason = EmulatedMachine.WHERE)
class EmulatedPmuTest {
    private static final String INSTRUCTIONS = "PAPI_TOT_INS";
    private static final String CYCLES = "PAPI_TOT_CYC";
    private static final String BOTH = INSTRUCTIONS + "," + CYCLES;
    /** The most that the runtime itself adds to a region: from the entry's reading to the program, and on to the exit's. */
    private static final long OWN = 700;
    /** Two readings of the clock where a new second has begun and the kernel's page does not say so yet. */
    private static final long CLOCK = 18;

    /** Comparing a region's name takes a few instructions more or less, depending on where it stands in memory. */
    private static final long NAMES = 20;

    private static EmulatedMachine machine;

    @TempDir
    Path output;

    private int runs;

    @BeforeAll
    static void boot() {
        machine = EmulatedMachine.shared();
    }

    @BeforeEach
    void allowCounting() {
        machine.run("echo 2 >/proc/sys/kernel/perf_event_paranoid");
    }

    @Test
    void aRegionsCountIsWhatItExecutedAndTheSameSmallSumEachTime() {
        Recording recording = run(BOTH, "loops").recording();

        assertThat(recording.notes()).isEmpty();
        List<Long> own = Stream.concat(
                values(recording, "short", INSTRUCTIONS).stream().map(count -> count - 200_000),
                values(recording, "long", INSTRUCTIONS).stream().map(count -> count - 2_000_000)).toList();
        assertThat(own).hasSize(40).allMatch(about(0));
        assertThat(Collections.max(own) - Collections.min(own)).isLessThanOrEqualTo(CLOCK + NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loops", "threads", "nest"})
    void twoRunsAgreePerRegionAndThreadWithinOneInAThousand(String program) {
        Map<String, Long> first = sums(run(BOTH, program).recording());
        Map<String, Long> second = sums(run(BOTH, program).recording());

        assertThat(first).isNotEmpty().hasSameSizeAs(second);
        assertThat(first).allSatisfy((what, sum) -> assertThat(second.get(what)).as(what).isCloseTo(sum, withinPercentage(0.1)));
    }

    @Test
    void threadsThatTakeTurnsOnOneProcessorCountTheirOwnAlone() {
        Recording recording = run(BOTH, "threads").recording();

        Map<Integer, Long> smallest = recording.of("share").stream().collect(Collectors.toMap(
                Recording.Measured::thread, s -> s.value(INSTRUCTIONS), Math::min, TreeMap::new));
        assertThat(smallest.values().stream().sorted().map(count -> count / 1000))
                .containsExactly(200L, 400L, 600L, 800L);
        assertThat(values(recording, "share", "involuntary_switches")).anyMatch(switches -> switches > 0);
    }

    @Test
    void aThreadThatIsMovedToAnotherProcessorGoesOnCounting() {
        EmulatedMachine one = machine;
        try (EmulatedMachine two = EmulatedMachine.boot(2)) {
            machine = two;
            allowCounting();
            Recording recording = run(BOTH, "moved").recording();
            assertThat(Collections.min(values(recording, "moved", INSTRUCTIONS))).matches(about(400_000));
        } finally {
            machine = one;
        }
    }

    @Test
    void neitherTheKernelNorSleepIsCounted() {
        Recording recording = run(BOTH, "waits").recording();

        assertThat(values(recording, "system calls", INSTRUCTIONS)).allMatch(count -> count < 25_000);
        assertThat(values(recording, "sleep", INSTRUCTIONS)).allMatch(count -> count < 2_000);
        assertThat(values(recording, "sleep", CYCLES)).allMatch(count -> count < 2_000);
        assertThat(values(recording, "sleep", "wall_ns")).allMatch(time -> time >= 20_000_000);
    }

    @Test
    void aCountPassesThirtyTwoBits() {
        assertThat(values(run(BOTH, "long 5").recording(), "billions", INSTRUCTIONS))
                .hasSize(1).allMatch(about(5_000_000_000L));
    }

    @Test
    void aNewBlockOfTheFileCostsTheOpenRegionsNoMoreThanOneRegionMoreInside() {
        List<Long> counts = values(run(BOTH, "nest").recording(), "outer", INSTRUCTIONS);

        long least = Collections.min(counts);
        assertThat(counts).hasSize(60).allMatch(count -> count - least < 101 * CLOCK + 2 * OWN);
    }

    @Test
    void whatDoesNotFitIntoTheUnitIsANoteAndTheRestCounts() {
        Recording recording = run(
                "PAPI_TOT_INS,PAPI_TOT_CYC,PAPI_L1_DCM,PAPI_L1_ICM,PAPI_BR_INS,PAPI_BR_MSP,PAPI_LD_INS,PAPI_SR_INS,PAPI_L2_TCM",
                "loops").recording();

        assertThat(recording.columns().subList(8, recording.columns().size())).hasSize(7).startsWith(INSTRUCTIONS, CYCLES);
        assertThat(recording.notes()).containsExactlyInAnyOrder(
                "PAPI_SR_INS is not counted: Event exists, but cannot be counted due to hardware resource limits.",
                "PAPI_L2_TCM is not counted: Event exists, but cannot be counted due to hardware resource limits.");
        assertThat(values(recording, "short", INSTRUCTIONS)).allMatch(about(200_000));
    }

    @Test
    void anEventThatDoesNotExistIsANoteAndTheRestCounts() {
        Recording recording = run("PAPI_TOT_INS,PAPI_NONE,NO_SUCH_EVENT,PAPI_VEC_DP,PAPI_TOT_CYC", "loops").recording();

        assertThat(recording.columns().subList(8, recording.columns().size())).containsExactly(INSTRUCTIONS, CYCLES);
        assertThat(recording.notes()).hasSize(3).allMatch(note -> note.contains(" is not counted: "));
        assertThat(values(recording, "short", CYCLES)).allMatch(count -> count >= 200_000);
    }

    @Test
    void countersThatAnotherProgramHoldsAreNotCounted() {
        Recording recording = run(BOTH + ",PAPI_L1_DCM", "held 6").recording();

        assertThat(recording.columns().subList(8, recording.columns().size())).containsExactly(CYCLES);
        assertThat(recording.notes()).hasSize(2).allMatch(note -> note.contains("hardware resource limits"));
        assertThat(values(recording, "short", CYCLES)).allMatch(about(200_000));
    }

    @Test
    void countersThatAnotherProgramTakesMeanwhileAreUnreadAndNeverZero() {
        Recording recording = run(BOTH + ",PAPI_L1_DCM", "stolen 6").recording();

        assertThat(values(recording, "before", INSTRUCTIONS)).hasSize(5).allMatch(about(200_000));
        assertThat(Stream.of("while", "across", "after").flatMap(region -> recording.of(region).stream()))
                .hasSize(11)
                .allMatch(s -> s.value(INSTRUCTIONS) == Sample.UNREAD && s.value(CYCLES) == Sample.UNREAD)
                .allMatch(s -> s.value("wall_ns") > 0);
        assertThat(recording.notes()).singleElement().asString().contains("another program took the processor's counters");
    }

    @Test
    void aProgramThatTakesWhatIsFreeDisturbsNothing() {
        Recording recording = run(BOTH + ",PAPI_L1_DCM", "stolen 2").recording();

        assertThat(recording.notes()).isEmpty();
        assertThat(Stream.of("before", "while", "after").flatMap(region -> values(recording, region, INSTRUCTIONS).stream()))
                .hasSize(15).allMatch(about(200_000));
    }

    @Test
    void atParanoidTwoAUserCountsTheProcessorButNothingInTheKernel() {
        Recording recording = run("su user -c", BOTH + ",perf::CONTEXT-SWITCHES:u=1:k=1", "loops").recording();

        assertThat(recording.columns().subList(8, recording.columns().size())).containsExactly(INSTRUCTIONS, CYCLES);
        assertThat(recording.notes()).singleElement().asString().contains("CONTEXT-SWITCHES", "Permission");
        assertThat(values(recording, "short", INSTRUCTIONS)).allMatch(about(200_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "su user -c"})
    void atParanoidThreeTheBuiltInCountersRemainAndANoteSaysWhy(String as) {
        machine.run("echo 3 >/proc/sys/kernel/perf_event_paranoid");
        Recording recording = run(as, BOTH, "loops").recording();

        assertThat(recording.columns()).hasSize(8);
        assertThat(recording.of("short")).hasSize(20);
        assertThat(recording.notes()).hasSize(2).allMatch(note -> note.contains(" is not counted: "));
    }

    @Test
    void aForkedChildCountsFromItsStartAndNothingOfItGoesToItsParent() {
        List<Recording> recordings = run(BOTH, "fork").recordings();

        assertThat(recordings).hasSize(2);
        Recording parent = recordings.stream().filter(r -> r.names().containsKey("around")).findFirst().orElseThrow();
        Recording child = recordings.stream().filter(r -> r.names().containsKey("child")).findFirst().orElseThrow();
        assertThat(values(parent, "parent", INSTRUCTIONS)).hasSize(10).allMatch(about(200_000));
        assertThat(values(parent, "around", INSTRUCTIONS))
                .hasSize(1).allMatch(count -> count >= 200_000 && count < 205_000);
        assertThat(values(child, "child", INSTRUCTIONS)).hasSize(5).allMatch(about(600_000));
    }

    @Test
    void aProgramThatIsReplacedByExecIsCountedBeforeAndAfterAndInheritsNoDescriptor() {
        Run run = run(BOTH, "exec");

        assertThat(run.recordings()).hasSize(2);
        assertThat(run.recordings().stream().flatMap(r -> Stream.of("old", "new").flatMap(name -> r.of(name).stream())))
                .hasSize(5).extracting(s -> s.value(INSTRUCTIONS)).allMatch(about(2_000));
        assertThat(run.printed()).containsExactly("descriptors: 3, the next is 3");
    }

    @Test
    void aProgramThatClosesAllDescriptorsHasItsOwnFilesToItself() {
        Run run = run(BOTH, "closes");

        assertThat(run.printed()).containsExactly("pipe 3, 4: mine");
        assertThat(values(run.recording(), "before", INSTRUCTIONS)).hasSize(3).allMatch(about(2_000));
        assertThat(values(run.recording(), "after", INSTRUCTIONS)).hasSize(3).containsOnly(Sample.UNREAD);
    }

    @Test
    void fiveHundredThreadsInTurnLeaveNoDescriptorBehind() {
        Run run = run(BOTH, "exits 500");

        assertThat(run.printed()).singleElement().asString().matches("descriptors: (\\d+) before, \\1 after");
        assertThat(values(run.recording(), "short life", INSTRUCTIONS)).hasSize(500).allMatch(about(2_000));
    }

    private static List<Long> values(Recording recording, String region, String counter) {
        return recording.of(region).stream().map(s -> s.value(counter)).toList();
    }

    /** So many instructions, and what the runtime adds. */
    private static Predicate<Long> about(long instructions) {
        return count -> count >= instructions && count < instructions + OWN;
    }

    /** Of every region, thread and counter. */
    private static Map<String, Long> sums(Recording recording) {
        Map<String, Long> sums = new TreeMap<>();
        for (String region : recording.names().keySet()) {
            for (Recording.Measured sample : recording.of(region)) {
                for (String counter : List.of(INSTRUCTIONS, CYCLES)) {
                    sums.merge(region + ", thread " + sample.thread() + ", " + counter, sample.value(counter), Long::sum);
                }
            }
        }
        return sums;
    }

    private Run run(String events, String program) {
        return run("", events, program);
    }

    /** @param as {@code su user -c}, or nothing for root */
    private Run run(String as, String events, String program) {
        Path folder = output.resolve("run" + runs++);
        String command = "LD_PRELOAD=/lib/libautoperf.so AUTOPERF_OUTPUT=/tmp/out AUTOPERF_SAMPLES=10000 AUTOPERF_EVENTS="
                + events + " timeout 60 counted " + program;
        machine.run("rm -rf /tmp/out; mkdir -m 777 /tmp/out");
        EmulatedMachine.Answer answer = machine.run(as.isEmpty() ? command : as + " '" + command + "'");
        assertThat(answer.exitCode()).as(() -> String.join("\n", answer.lines())).isZero();
        try {
            Files.createDirectory(folder);
            machine.fetch("/tmp/out", folder);
            try (Stream<Path> files = Files.list(folder)) {
                return new Run(answer.lines(), files.sorted().map(Recording::of).toList());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Run(List<String> printed, List<Recording> recordings) {
        Recording recording() {
            assertThat(recordings).as("files; printed: %s", printed).hasSize(1);
            return recordings.get(0);
        }
    }
}

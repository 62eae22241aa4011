package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.profile.RegionInfo;
import io.jenkins.plugins.autoperf.profile.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs small C programs under libautoperf.so and reads what it recorded. */
class RegionRuntimeTest {
    private static final String SOFTWARE =
            "wall_ns cpu_ns user_ns system_ns minor_faults major_faults voluntary_switches involuntary_switches";
    private static final String PAGE_FAULTS = "perf::PAGE-FAULTS:u=1:k=1";
    private static final int BLOCK = 32768;

    @TempDir
    private static Path programs;

    private static Path library;
    private static Path regions;

    @TempDir
    private Path output;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void compile() throws Exception {
        URL installed = RegionRuntimeTest.class.getResource("/io/jenkins/plugins/autoperf/native/linux-"
                + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64") + "/libautoperf.so");
        assumeTrue(installed != null, "the natives were not built");
        library = Path.of(installed.toURI());
        regions = compile("regions.c", "regions", "gcc", "-O1", "-pthread");
    }

    @BeforeEach
    void measureByDefault() {
        environment.put("LD_PRELOAD", library.toString());
        environment.put("AUTOPERF_OUTPUT", output.toString());
    }

    @Test
    void aSampleHoldsTheCountersOfItsRegionAlone() throws Exception {
        Recording recording = run("values").recording();

        assertThat(recording.columns()).containsExactly(SOFTWARE.split(" "));
        assertThat(recording.of("faults")).hasSize(5).allSatisfy(s -> {
            assertThat(s.value("minor_faults")).isBetween(100L, 105L);
            assertThat(s.value("voluntary_switches")).isZero();
            assertThat(s.work()).isEqualTo(100);
            assertThat(s.depth()).isEqualTo(1);
        });
        assertThat(recording.of("sleep")).hasSize(5).allSatisfy(s -> {
            assertThat(s.value("wall_ns")).isGreaterThanOrEqualTo(3_000_000L);
            assertThat(s.value("cpu_ns")).isLessThan(s.value("wall_ns"));
            assertThat(s.value("voluntary_switches")).isPositive();
            assertThat(s.value("minor_faults")).isLessThan(20);
        });
        assertThat(recording.of("outer")).hasSize(5).allSatisfy(s -> {
            assertThat(s.work()).isEqualTo(101);
            assertThat(s.value("minor_faults")).isGreaterThanOrEqualTo(100);
        });
        assertThat(recording.ended()).isTrue();
        assertThat(recording.notes()).isEmpty();
    }

    @Test
    void aRegionIsCalledByItsLabelWhereThereIsOne() throws Exception {
        environment.put("AUTOPERF_REGIONS", Files.writeString(programs.resolve("labels"), "fault\tnot this\nfaults\tpage faults: n::f\n").toString());
        Recording recording = run("values").recording();

        assertThat(recording.of("page faults: n::f")).hasSize(5);
        assertThat(recording.region("faults")).isNull();
        assertThat(recording.of("outer")).hasSize(5);
        assertThat(recording.notes()).isEmpty();
    }

    @Test
    void aListOfLabelsThatCannotBeReadIsNone() throws Exception {
        environment.put("AUTOPERF_REGIONS", programs.resolve("no-such-file").toString());
        assertThat(run("values").recording().of("faults")).hasSize(5);
    }

    @Test
    void tenThousandShortThreadsShareBlocks() throws Exception {
        environment.put("AUTOPERF_SAMPLES", "100000");
        Recording recording = run("threads", "10000").recording();

        assertThat(recording.region("task").executions()).isEqualTo(10_000);
        assertThat(recording.region("task").threads()).isEqualTo(10_000);
        assertThat(recording.of("task").stream().map(s -> s.thread()).distinct()).hasSize(10_000);
        assertThat(recording.length()).isLessThan(70 * BLOCK);
    }

    @Test
    void threadsThatComeAndGoLeaveNoDescriptorOfTheirEventsBehind() throws Exception {
        environment.put("AUTOPERF_EVENTS", PAGE_FAULTS);
        Recording recording = run("threads", "2000").recording();
        assumeTrue(recording.columns().size() == 9, "perf events cannot be opened here");

        assertThat(recording.of("task")).allSatisfy(s -> assertThat(s.values()[8]).isNotEqualTo(Sample.UNREAD));
        assertThat(recording.region("task").executions()).isEqualTo(2000);
    }

    @Test
    void regionsNestAndRecur() throws Exception {
        Recording recording = run("recursive", "3").recording();

        assertThat(recording.of("recursive")).extracting(s -> s.depth()).containsExactly(2, 1, 0);
        assertThat(recording.of("recursive")).extracting(s -> s.ordinal()).containsExactly(2L, 1L, 0L);
        assertThat(recording.region("recursive").executions()).isEqualTo(3);
    }

    @Test
    void beyondSixtyFourLevelsExecutionsAreOnlyCounted() throws Exception {
        Recording recording = run("recursive", "100").recording();

        assertThat(recording.of("recursive")).hasSize(64);
        assertThat(recording.region("recursive").executions()).isEqualTo(100);
        assertThat(recording.notes()).singleElement().asString().contains("More than 64 regions");
    }

    @Test
    void aRegionLeftByALongJumpIsClosedByTheOuterRegionsEnd() throws Exception {
        Recording recording = run("jump").recording();

        assertThat(recording.of("left")).extracting(s -> s.flags()).containsExactly(1);
        assertThat(recording.of("outer")).extracting(s -> s.flags()).containsExactly(0);
        assertThat(recording.of("after")).extracting(s -> s.depth()).containsExactly(0);
    }

    @Test
    void theScopeGuardEndsARegionThatAnExceptionLeaves() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, "g++"))),
                "g++ is not installed");
        Recording recording = run(compile("exception.cc", "exception", "g++", "-O2")).recording();

        assertThat(recording.of("guarded")).extracting(s -> s.flags()).containsExactly(0);
        assertThat(recording.of("unguarded")).extracting(s -> s.flags()).containsExactly(1);
        assertThat(recording.of("outer")).extracting(s -> s.flags()).containsExactly(0);
    }

    @Test
    void everyForkedChildHasItsOwnFile() throws Exception {
        environment.put("AUTOPERF_EVENTS", PAGE_FAULTS);
        List<Recording> recordings = run("fork").recordings();

        assertThat(recordings).hasSize(3);
        assertThat(recordings.stream().filter(r -> r.names().containsKey("parent") && r.ended())).singleElement()
                .satisfies(parent -> {
                    assertThat(parent.of("parent")).hasSize(4);
                    assertThat(parent.of("around")).hasSize(1);
                    assertThat(parent.of("child")).isEmpty();
                });
        assertThat(recordings.stream().filter(r -> !r.ended())).hasSize(2).allSatisfy(child -> {
            assertThat(child.of("child")).hasSize(3).allSatisfy(s -> assertThat(s.depth()).isZero());
            assertThat(child.of("child")).allSatisfy(s -> assertThat(s.values()).doesNotContain(Sample.UNREAD));
            assertThat(child.of("parent")).isEmpty();
            assertThat(child.notes()).noneMatch(n -> n.contains("not been begun"));
        });
    }

    @Test
    void aProgramThatIsReplacedByExecHasAFileForEach() throws Exception {
        List<Recording> recordings = run("exec").recordings();

        assertThat(recordings).extracting(r -> r.names().keySet().toString())
                .containsExactlyInAnyOrder("[old]", "[repeated]");
        assertThat(recordings).extracting(r -> r.samples().size()).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void whatEndsWithoutARegularEndIsInTheFile() throws Exception {
        Result quit = run("quit");
        assertThat(quit.exitCode()).isEqualTo(3);
        assertThat(quit.recording().of("quick")).hasSize(10);
        assertThat(quit.recording().ended()).isFalse();
    }

    @Test
    void whatACrashInterruptsIsInTheFile() throws Exception {
        Result crash = run("crash");
        assertThat(crash.exitCode()).isEqualTo(128 + 11);
        assertThat(crash.recording().of("before")).hasSize(10);
        assertThat(crash.recording().names()).containsKey("crashing");
    }

    @Test
    void afterSigkillAllSamplesAreReadAndTheCountIsClose() throws Exception {
        Result killed = run("kill");
        Recording recording = killed.recording();

        assertThat(killed.exitCode()).isEqualTo(128 + 9);
        assertThat(recording.region("counted").executions()).isBetween(19_700L, 20_000L);
        assertThat(recording.of("counted")).hasSizeGreaterThan(1024);
        assertThat(recording.names()).containsKey("endless");
    }

    @Test
    void aHundredMillionExecutionsAreSampledEvenlyAndCountedExactly() throws Exception {
        environment.put("AUTOPERF_SAMPLES", "256");
        Recording recording = run("repeat", "100000000").recording();
        RegionInfo region = recording.region("repeated");
        long gap = 1L << region.log2Stride();
        long[] kept = recording.of("repeated").stream()
                .filter(s -> (s.ordinal() + s.thread()) * 0x9E3779B97F4A7C15L >>> (64 - region.log2Stride()) == 0)
                .mapToLong(s -> s.ordinal()).toArray();

        assertThat(region.executions()).isEqualTo(100_000_000L);
        assertThat(recording.length()).isLessThan(30 * BLOCK);
        assertThat(kept.length).isBetween(200, 600);
        // The gaps of a golden-ratio sequence are three consecutive Fibonacci numbers.
        for (int i = 1; i < kept.length; i++) {
            assertThat(kept[i] - kept[i - 1]).isBetween(gap * 2 / 5, gap * 3 / 2);
        }
        assertThat(kept[0]).isLessThan(3 * gap);
        assertThat(kept[kept.length - 1]).isGreaterThan(100_000_000L - 3 * gap);
    }

    @Test
    void whereTheFileCanGrowNoMoreTheProgramRunsOnAndANoteSaysWhy() throws Exception {
        Result limited = run("limit");

        assertThat(limited.exitCode()).isZero();
        assertThat(limited.output()).isEqualTo("done\n");
        assertThat(limited.recording().length()).isEqualTo(4 * BLOCK);
        assertThat(limited.recording().of("limited")).hasSizeGreaterThan(800);
        assertThat(limited.recording().notes()).singleElement().asString().startsWith("Measuring stopped:");
    }

    @Test
    void aFullDiskStopsTheMeasuringAlone() throws Exception {
        Path full = Files.createDirectory(output.resolve("full"));
        assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", full.toString())
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0,
                "no file system can be mounted here");
        try {
            environment.put("AUTOPERF_OUTPUT", full.toString());
            Result result = run("repeat", "20000");

            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).isEqualTo("done\n");
            Recording recording = read(full).get(0);
            assertThat(recording.of("repeated")).hasSizeGreaterThan(1000);
            assertThat(recording.notes()).singleElement().asString().contains("No space left on device");
        } finally {
            new ProcessBuilder("umount", full.toString()).start().waitFor();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLineOnTheErrorOutput() throws Exception {
        environment.put("AUTOPERF_OUTPUT", output.resolve("missing").toString());
        Result result = run("fork");

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo("done\n");
        assertThat(result.errors().lines()).singleElement().asString()
                .startsWith("autoperf: ").endsWith("the program runs unmeasured");
        assertThat(result.recordings()).isEmpty();
    }

    @Test
    void sixtyFiveThousandRegionsAreToldApartByTheirNamesAlone() throws Exception {
        Recording recording = run("names", "66000").recording();

        assertThat(recording.names()).hasSize(65_536).containsKeys("region 0", "region 65535");
        assertThat(recording.names().values()).allSatisfy(r -> assertThat(r.executions()).isEqualTo(1));
        assertThat(recording.notes()).anyMatch(n -> n.startsWith("More than 65,536 regions"));
    }

    @Test
    void aNameThatIsTooLongIsCut() throws Exception {
        Recording recording = run("names", "1").recording();

        assertThat(recording.names()).containsOnlyKeys("region 0", "x".repeat(1024));
        assertThat(recording.notes()).singleElement().asString().contains("longer than 1,024 bytes");
    }

    @Test
    void signalHandlersMayExecuteRegions() throws Exception {
        Recording recording = run("signals").recording();

        assertThat(recording.region("interrupted").executions()).isEqualTo(100_000);
        assertThat(recording.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"errno", "descriptors"})
    void theProgramSeesTheSameErrnoAndDescriptorsAsWithoutUs(String scenario) throws Exception {
        environment.put("AUTOPERF_EVENTS", PAGE_FAULTS);
        Result result = run(scenario);

        assertThat(result.exitCode()).isZero();
        assertThat(result.recording().ended()).isTrue();
    }

    @Test
    void anEndWithoutABeginIsIgnoredAndARegionOpenAtTheExitIsMarked() throws Exception {
        Recording recording = run("stray").recording();

        assertThat(recording.of("ordinary")).hasSize(1);
        assertThat(recording.of("open at exit")).extracting(s -> s.flags()).containsExactly(1);
        assertThat(recording.notes()).singleElement().asString().contains("had not been begun");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O2", "-O0 -no-pie", "-O2 -no-pie -fno-pic", "-O2 -flto -no-pie"})
    void theHeaderAloneIsEnoughHoweverTheProgramIsLinked(String options) throws Exception {
        Path program = compile("regions.c", "linked" + options.replace(' ', '_'),
                ("gcc -pthread " + options).split(" "));

        assertThat(run(program, "repeat", "3").recording().of("repeated")).hasSize(3);
    }

    @Test
    void withoutTheRuntimeOrWithoutAFolderNothingIsMeasured() throws Exception {
        environment.remove("LD_PRELOAD");
        Result bare = run("values");
        environment.put("LD_PRELOAD", library.toString());
        environment.remove("AUTOPERF_OUTPUT");
        Result off = run("values");

        assertThat(bare.output()).isEqualTo("done\n").isEqualTo(off.output());
        assertThat(bare.recordings()).isEmpty();
        assertThat(off.recordings()).isEmpty();
    }

    @Test
    void eventsThatTakeTurnsAreCountedWhereTheyFit() throws Exception {
        environment.put("AUTOPERF_EVENTS", PAGE_FAULTS);
        environment.put("AUTOPERF_MULTIPLEX", "1");
        Recording recording = run("values").recording();

        assumeTrue(recording.columns().size() == 9, "perf events cannot be opened here");
        // An event of the kernel's never has to wait for its turn.
        assertThat(recording.of("faults")).allSatisfy(
                s -> assertThat(s.value(PAGE_FAULTS)).isBetween(100L, 105L));
    }

    @Test
    void anEventThatDoesNotOpenIsANoteAndNoColumn() throws Exception {
        environment.put("AUTOPERF_EVENTS", "PAPI_NO_SUCH_EVENT," + PAGE_FAULTS);
        Recording recording = run("values").recording();

        assertThat(recording.notes()).anyMatch(n -> n.startsWith("PAPI_NO_SUCH_EVENT is not counted:"));
        assertThat(recording.columns()).doesNotContain("PAPI_NO_SUCH_EVENT");
        assumeTrue(recording.columns().size() == 9, "perf events cannot be opened here");
        assertThat(recording.of("faults")).allSatisfy(
                s -> assertThat(s.value(PAGE_FAULTS)).isBetween(100L, 105L));
    }

    private static Path compile(String source, String program, String... compiler) throws Exception {
        Path root = Path.of(System.getProperty("autoperf.root", "."));
        Path made = programs.resolve(program);
        List<String> command = new ArrayList<>(Arrays.asList(compiler));
        command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-I", root.resolve("src/main/native").toString(),
                "-o", made.toString(), root.resolve("src/test/native").resolve(source).toString()));
        Path log = programs.resolve(program + ".log");
        int exitCode = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start()
                .waitFor();
        assertThat(exitCode).withFailMessage(() -> text(log)).isZero();
        return made;
    }

    private Result run(String... arguments) throws Exception {
        return run(regions, arguments);
    }

    private Result run(Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Path standard = output.resolve("stdout.txt");
        Path errors = output.resolve("stderr.txt");
        builder.redirectOutput(standard.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean finished = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(finished).as("the program ends").isTrue();
        return new Result(process.exitValue(), text(standard), text(errors), read(output));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Recording> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".aprof")).sorted().map(Recording::of).toList();
        }
    }

    private record Result(int exitCode, String output, String errors, List<Recording> recordings) {
        Recording recording() {
            assertThat(recordings).as("files; errors: %s", errors).hasSize(1);
            return recordings.get(0);
        }
    }
}

package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Overhead;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.profile.Profiles;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts for workloads that put a ready process file where the runtime would write one. */
@EnabledOnOs(OS.LINUX)
class ProfilerTest {
    private static final List<Counter> GROUP = List.of(Profiles.WALL, Profiles.MISSES);
    private static final String MEASURED =
            "if [ -n \"$AUTOPERF_OUTPUT\" ]; then cp \"$TEMPLATE\" \"$AUTOPERF_OUTPUT/1-0.aprof\"; fi\n";

    @TempDir
    Path root;

    private NativeRuntime runtime;
    private final List<Progress> progress = new ArrayList<>();

    @BeforeEach
    void prepare() {
        // The preloaded library: any that every program has loaded anyway.
        runtime = new NativeRuntime(Path.of("libc.so.6"), script("canary", "echo compute 100\necho memory 200.5\n"), root, root);
        Profiles.file(root.resolve("template"), Profiles.header(1, Profiles.WALL, Profiles.MISSES), w -> {
            w.region(0, "loop");
            w.sample(0, 0, 0, 0, 0, 0, 0, 1_000, 5);
            w.executions(0, 0, 1, 1);
        });
    }

    private Path script(String name, String text) {
        try {
            Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Target target(String name, String script) {
        return target(name, script, Duration.ofSeconds(20));
    }

    private Target target(String name, String script, Duration timeout) {
        script(name + ".sh", script);
        Map<String, String> environment =
                Map.of("TEMPLATE", root.resolve("template").toString(), "LOG", root.resolve("log").toString());
        return new Target(name,
                new Workload(List.of("./" + name + ".sh"), root, environment, timeout, ""), root.resolve("out-" + name));
    }

    private static Plan plan(int runs) {
        return new Plan(runs, 0, List.of(GROUP), 64, Map.of(), false, 0, true);
    }

    private Measurement measure(Plan plan, Target... targets) {
        return new Profiler(runtime).measure(List.of(targets), plan, progress::add);
    }

    private String log() throws IOException {
        return Files.readString(root.resolve("log"));
    }

    @Test
    void everyRunIsKeptWithItsOutputAndTheSpeedOfTheMachine() throws IOException {
        Target good = target("good", MEASURED + "echo out; echo err >&2\n");
        assertThat(measure(plan(3), good).profiles()).containsExactly(good.output());
        Profile profile = ProfileLoader.load(good.output());
        assertThat(profile.region("loop").orElseThrow().runs()).hasSize(3);
        assertThat(profile.info().canaries()).containsExactly("compute", "memory");
        assertThat(profile.runs()).extracting(RunInfo::run).containsExactly(1, 2, 3);
        assertThat(profile.runs().get(0).canary()).containsExactly(100.0, 200.5);
        assertThat(profile.warnings()).isEmpty();
        assertThat(good.output().resolve("run-0003.0/stdout.txt")).hasContent("out");
        assertThat(good.output().resolve("run-0003.0/stderr.txt")).hasContent("err");
        assertThat(progress.get(progress.size() - 1)).extracting(Progress::done, Progress::total).containsExactly(3, 3);
    }

    @Test
    void severalProgramsAlternateAndTheNextPairBeginsWithTheOther() throws IOException {
        Target a = target("a", MEASURED + "printf a >>$LOG\n");
        Target b = target("b", MEASURED + "printf b >>$LOG\n");
        measure(new Plan(3, 1, List.of(GROUP), 64, Map.of(), false, 0, false), a, b);
        assertThat(log()).isEqualTo("ab" + "abbaab");
        assertThat(ProfileFolder.open(a.output()).info().interleavedWith()).isEqualTo("out-b");
        assertThat(ProfileFolder.open(a.output()).runs()).hasSize(3);
    }

    @Test
    void eachPassCountsItsOwnGroupAndBuiltInCountersAreNotAskedFor() throws IOException {
        Target good = target("good", MEASURED + "echo \"$AUTOPERF_EVENTS $AUTOPERF_SAMPLES $LD_PRELOAD\" >>$LOG\n");
        measure(new Plan(1, 0, List.of(GROUP, List.of(Profiles.WALL)), 64, Map.of(), false, 0, false), good);
        assertThat(log()).isEqualTo("PAPI_L1_DCM 64 libc.so.6\n 64 libc.so.6\n");
        assertThat(ProfileFolder.open(good.output()).runs()).extracting(RunInfo::pass).containsExactly(0, 1);
    }

    @Test
    void theCostOfTheCountersIsMeasuredInPairs() throws IOException {
        Target good = target("good", MEASURED + "printf \"${AUTOPERF_OUTPUT:+c}p\" | cut -c1 | tr -d '\\n' >>$LOG\n");
        Overhead overhead = measure(new Plan(5, 0, List.of(GROUP), 64, Map.of(), true, 3, false), good)
                .overhead().orElseThrow();
        assertThat(log()).isEqualTo("cppccpcc");
        assertThat(overhead.pairs()).isEqualTo(3);
        assertThat(overhead.ratio()).isBetween(overhead.low(), overhead.high());
        assertThat(overhead.confidence()).isEqualTo(0.75);
        assertThat(ProfileFolder.open(good.output()).overhead()).contains(overhead);
        assertThat(ProfileLoader.load(good.output()).region("loop").orElseThrow().runs()).hasSize(5);
    }

    @Test
    void aProgramThatIsMissingIsNamedBeforeAnythingIsWritten() {
        Target none = new Target("none", new Workload(List.of("./none"), root, Map.of(), Duration.ZERO, ""),
                root.resolve("out"));
        assertThatThrownBy(() -> measure(plan(1), none)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("There is no program").hasMessageContaining(root.resolve("none") + ".");
        assertThat(none.output()).doesNotExist();
    }

    @Test
    void aProgramThatFailsAtOnceIsQuoted() {
        Target bad = target("bad", "seq 100 >&2; echo 'no such data set' >&2; exit 7\n");
        assertThatThrownBy(() -> measure(plan(5), bad)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("exit code 7").hasMessageContaining("no such data set")
                .hasMessageContaining("100").hasMessageNotContaining("  90\n");
        assertThat(ProfileFolder.open(bad.output()).runs()).extracting(RunInfo::exitCode).containsExactly(7);
    }

    @Test
    void aSignalIsNamed() {
        Target bad = target("bad", "kill -SEGV $$\n");
        assertThatThrownBy(() -> measure(plan(1), bad)).hasMessageContaining("signal 11");
    }

    @Test
    void oneFailureIsPassedOverAndMoreThanHalfAreNot() {
        String failing = MEASURED + "echo x >>$LOG; n=$(wc -l <$LOG); ";
        Target once = target("once", failing + "test $n != 2\n");
        measure(plan(4), once);
        assertThat(ProfileLoader.load(once.output()).region("loop").orElseThrow().runs()).hasSize(3);
        root.resolve("log").toFile().delete();
        Target often = target("often", failing + "test $n = 1\n");
        assertThatThrownBy(() -> measure(plan(4), often)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("more than half of its runs");
        assertThat(ProfileFolder.open(often.output()).runs()).hasSize(4);
    }

    @Test
    void aProgramWithoutRegionsIsToldAfterItsFirstRun() throws IOException {
        Target none = target("none", "printf r >>$LOG\n");
        assertThatThrownBy(() -> measure(plan(10), none)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("No region was executed").hasMessageContaining("AUTOPERF_MARK_BEGIN");
        assertThat(log()).isEqualTo("r");
    }

    @Test
    void aTimeOutEndsTheWholeTreeEvenWhatLeftIt() throws Exception {
        Target slow = target("slow",
                "sleep 1001 &\n(setsid sh -c 'trap \"\" TERM; sleep 1002; sleep 1003' &)\nsleep 1004\n",
                Duration.ofMillis(500));
        assertThatThrownBy(() -> measure(plan(1), slow)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("ran out of time");
        assertThat(ProfileFolder.open(slow.output()).runs().get(0).timedOut()).isTrue();
        assertThat(running("sleep 100[1-4]")).isEmpty();
    }

    @Test
    void whatAProgramLeavesBehindDoesNotDisturbTheNextRun() {
        Target good = target("good", MEASURED + "sleep 1005 &\n");
        measure(plan(1), good);
        assertThat(running("sleep 1005")).isEmpty();
    }

    @Test
    void anInterruptEndsTheProgramAndKeepsTheFinishedRuns() throws Exception {
        Target slow = target("slow", MEASURED + "echo x >>$LOG\ntest $(wc -l <$LOG) = 1 || exec sleep 1006\n",
                Duration.ZERO);
        List<Throwable> thrown = new ArrayList<>();
        Thread measuring = new Thread(() -> {
            try {
                measure(plan(3), slow);
            } catch (AutoPerfException e) {
                thrown.add(e);
            }
        });
        measuring.start();
        while (running("sleep 1006").isEmpty() && measuring.isAlive()) {
            Thread.sleep(20);
        }
        measuring.interrupt();
        measuring.join();
        assertThat(thrown).singleElement().asString().contains("interrupted");
        assertThat(running("sleep 1006")).isEmpty();
        assertThat(ProfileLoader.load(slow.output()).region("loop").orElseThrow().runs()).hasSize(1);
    }

    @Test
    void twoAtOnceIntoOneFolderAreToldApart() {
        Target good = target("good", MEASURED);
        try (ProfileFolder held = ProfileFolder.create(good.output(), Profiles.info(List.of(GROUP)))) {
            assertThatThrownBy(() -> measure(plan(1), good)).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("Another AutoPerf is writing");
            assertThat(held.runs()).isEmpty();
        }
        assertThatThrownBy(() -> measure(plan(1), good, good)).hasMessageContaining("into one folder");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Target good = target("good", MEASURED);
        Files.writeString(root.resolve("out-good"), "a file");
        assertThatThrownBy(() -> measure(plan(1), good)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("out-good");
    }

    /** Living processes whose command line matches. */
    private static List<String> running(String pattern) {
        return ProcessHandle.allProcesses()
                .map(p -> p.info().commandLine().orElse(""))
                .filter(line -> line.matches("(.*[ /])?" + pattern))
                .toList();
    }
}

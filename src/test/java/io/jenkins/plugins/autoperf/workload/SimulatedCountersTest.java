package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated C programs under Valgrind's Callgrind. */
class SimulatedCountersTest {
    private static final List<Counter> SIMULATED = Catalogue.load().entries().stream()
            .filter(counter -> counter.source() == Source.SIMULATED)
            .toList();

    @TempDir
    Path root;

    private NativeRuntime runtime;

    @BeforeEach
    void find() {
        assumeTrue(ProgramPath.isOnPath("valgrind"), "Valgrind is not installed");
        runtime = BuiltRuntime.find(root.resolve("cache"));
    }

    private Target program(String name, String main) throws IOException, InterruptedException {
        Files.writeString(root.resolve(name + ".c"), """
                #include <autoperf.h>
                #include <pthread.h>
                #include <stdlib.h>
                #include <sys/wait.h>
                #include <unistd.h>
                static volatile unsigned sink;
                static volatile unsigned char memory[1 << 20];
                static void work(unsigned n) { for (unsigned i = 0; i < n; i++) sink += i; }
                static void *loop(void *count) {
                    for (long i = 0; i < (long) count; i++) {
                        autoperf_region_begin("outer");
                        work(100);
                        autoperf_region_begin("inner");
                        work(1000);
                        autoperf_region_end("inner");
                        autoperf_region_end("outer");
                    }
                    return NULL;
                }
                int main(void) {
                """ + main + "}\n");
        Process gcc = new ProcessBuilder("gcc", "-O1", "-pthread", "-I", runtime.header().getParent().toString(),
                "-o", name, name + ".c").directory(root.toFile()).inheritIO().start();
        assertThat(gcc.waitFor()).isZero();
        return new Target(name, new Workload(List.of("./" + name), root, Map.of(), Duration.ofSeconds(120), ""),
                root.resolve(name + "-out"));
    }

    private Profile measure(Target target, int runs, int executions) {
        Simulation simulation = new Simulation("32768,8,64", "32768,8,64", "33554432,16,64", executions);
        new Profiler(runtime).measure(
                List.of(target),
                new Plan(runs, 0, List.of(SIMULATED), 1024, Map.of(), false, 0, false, Existing.REFUSE, simulation, List.of(), 1),
                p -> {});
        return ProfileLoader.load(target.output());
    }

    private static double[] column(Profile profile, String region, int run, String counter) {
        int column = profile.column(counter);
        return Arrays.stream(profile.region(region).orElseThrow().runs().get(run).values())
                .mapToDouble(v -> v[column])
                .toArray();
    }

    @Test
    void twoRunsOfASingleThreadedProgramAgreeInEveryCountOfEverySample() throws Exception {
        Profile profile = measure(program("same", "    loop((void *) 50L);\n    return 0;\n"), 2, 2048);
        assertThat(profile.counters()).isEqualTo(SIMULATED);
        assertThat(profile.regions()).extracting(RegionSamples::name).containsExactly("inner", "outer");
        for (RegionSamples region : profile.regions()) {
            List<RegionRun> runs = region.runs();
            assertThat(runs.get(0).executions()).isEqualTo(50);
            assertThat(runs.get(0).samples()).isEqualTo(48);
            assertThat(runs.get(1).values()).isDeepEqualTo(runs.get(0).values());
        }
        assertThat(profile.info().machine().fingerprint()).startsWith("Callgrind (I1 32768,8,64;");
    }

    @Test
    void theRuntimeItselfIsNotCountedSoThatEveryExecutionOfTheSameCodeCostsTheSame() throws Exception {
        Profile profile = measure(program("nested", """
                    for (int i = 0; i < 40; i++) {
                        autoperf_region_begin("empty");
                        autoperf_region_end("empty");
                        autoperf_region_begin("flat");
                        work(1100);
                        autoperf_region_end("flat");
                    }
                    loop((void *) 40L);
                    return 0;
                """), 1, 2048);
        double empty = column(profile, "empty", 0, Counter.SIMULATED_INSTRUCTIONS)[0];
        assertThat(empty).isLessThan(64);
        for (String region : List.of("empty", "flat", "inner", "outer")) {
            double[] instructions = column(profile, region, 0, Counter.SIMULATED_INSTRUCTIONS);
            assertThat(Arrays.stream(instructions).distinct()).as(region).hasSize(1);
        }
        // The outer region holds an inner one, with all that the runtime did at its begin and end.
        double outer = column(profile, "outer", 0, Counter.SIMULATED_INSTRUCTIONS)[0];
        double flat = column(profile, "flat", 0, Counter.SIMULATED_INSTRUCTIONS)[0];
        assertThat(outer - flat).isBetween(0.0, 2 * empty + 40);
    }

    @Test
    void cacheMissesAndWrongGuessesAreThoseOfTheGivenProcessor() throws Exception {
        Profile profile = measure(program("memory", """
                    unsigned random = 1, sum = 0;
                    for (int round = 0; round < 2; round++) {
                        autoperf_region_begin("walk");
                        for (int i = 0; i < sizeof memory; i += 64) sum += memory[i];
                        autoperf_region_end("walk");
                    }
                    autoperf_region_begin("guess");
                    for (int i = 0; i < 10000; i++) {
                        random = random * 1664525 + 1013904223;
                        if (random >> 31) sink += i;
                    }
                    autoperf_region_end("guess");
                    sink += sum;
                    return 0;
                """), 1, 2048);
        // 1 MiB has 16,384 lines of 64 bytes: more than the first cache of 32 KiB holds, fewer than the last one.
        assertThat(Arrays.stream(column(profile, "walk", 0, "sim_l1_read_misses"))).allMatch(misses -> misses >= 16_384 && misses < 16_600);
        assertThat(column(profile, "walk", 0, "sim_ll_read_misses")[0]).isBetween(16_384.0, 16_600.0);
        assertThat(column(profile, "walk", 0, "sim_ll_read_misses")[1]).isLessThan(10);
        assertThat(column(profile, "guess", 0, "sim_conditional_mispredictions")[0]).isBetween(2_000.0, 8_000.0);
        assertThat(column(profile, "walk", 0, "sim_conditional_mispredictions")[0]).isLessThan(20);
        double[] walk = Stream.of("sim_instructions", "sim_cycles", "sim_l1_instruction_misses", "sim_l1_read_misses",
                        "sim_l1_write_misses", "sim_ll_instruction_misses", "sim_ll_read_misses", "sim_ll_write_misses",
                        "sim_conditional_mispredictions", "sim_indirect_mispredictions")
                .mapToDouble(counter -> column(profile, "walk", 0, counter)[0])
                .toArray();
        assertThat(walk[1]).isEqualTo(
                walk[0] + 10 * (walk[2] + walk[3] + walk[4]) + 100 * (walk[5] + walk[6] + walk[7]) + 10 * (walk[8] + walk[9]));
    }

    @Test
    void theProgramsSystemCallsAreCountedAndThoseOfTheRuntimeAreNot() throws Exception {
        Profile profile = measure(program("calls", """
                    for (int i = 0; i < 12; i++) {
                        autoperf_region_begin("outer");
                        for (int n = 0; n < 3; n++) {
                            autoperf_region_begin("inner");
                            for (int call = 0; call < 5; call++) sink += getppid();
                            autoperf_region_end("inner");
                        }
                        sink += getppid();
                        autoperf_region_end("outer");
                        autoperf_region_begin("none");
                        work(100);
                        autoperf_region_end("none");
                    }
                    return 0;
                """), 1, 2048);
        assertThat(column(profile, "inner", 0, "sim_system_calls")).hasSize(34).containsOnly(5);
        assertThat(column(profile, "outer", 0, "sim_system_calls")).hasSize(10).containsOnly(16);
        assertThat(column(profile, "none", 0, "sim_system_calls")).containsOnly(0);
    }

    @Test
    void threadsAndForkedChildrenHaveTheirOwnCounts() throws Exception {
        Profile profile = measure(program("threads", """
                    loop((void *) 1L);
                    if (fork() == 0) {
                        loop((void *) 30L);
                        exit(0);
                    }
                    pthread_t threads[3];
                    for (int t = 0; t < 3; t++) pthread_create(&threads[t], NULL, loop, (void *) 10L);
                    for (int t = 0; t < 3; t++) pthread_join(threads[t], NULL);
                    int status;
                    wait(&status);
                    return WEXITSTATUS(status);
                """), 1, 2048);
        RegionRun inner = profile.region("inner").orElseThrow().runs().get(0);
        assertThat(inner.executions()).isEqualTo(61);
        assertThat(inner.threads()).isEqualTo(5);
        assertThat(Arrays.stream(column(profile, "inner", 0, Counter.SIMULATED_INSTRUCTIONS)).distinct()).hasSize(1);
    }

    @Test
    void partsOfALongRunAreSimulatedAndAllOfItIsCountedAndNoLogsStay() throws Exception {
        Target target = program("often", "    for (int i = 0; i < 2000; i++) {\n"
                + "        autoperf_region_begin(\"short\");\n        work(10);\n        autoperf_region_end(\"short\");\n"
                + "        autoperf_region_begin(\"other\");\n        work(20);\n        autoperf_region_end(\"other\");\n"
                + "    }\n    return 0;\n");
        Profile profile = measure(target, 1, 8);
        for (String region : List.of("short", "other")) {
            RegionRun run = profile.region(region).orElseThrow().runs().get(0);
            assertThat(run.executions()).isEqualTo(2000);
            // The first 8, and 4 from each doubling on: 16, 32, ... 1024; the first two of each part find cold caches.
            assertThat(run.samples()).isEqualTo(6 + 7 * 2);
            assertThat(Arrays.stream(column(profile, region, 0, Counter.SIMULATED_INSTRUCTIONS)).distinct()).hasSize(1);
        }
        RunInfo info = profile.runs().get(0);
        try (Stream<Path> files = Files.list(target.output().resolve(info.folder()))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".callgrind"));
        }
    }

    @Test
    void aRegionExecutedOnceIsASampleThoughTheCachesAreCold() throws Exception {
        Profile profile = measure(program("once", """
                    for (int i = 0; i < 100; i++) {
                        autoperf_region_begin("many");
                        work(100);
                        autoperf_region_end("many");
                    }
                    autoperf_region_begin("once");
                    work(1000);
                    autoperf_region_end("once");
                    return 0;
                """), 1, 8);
        assertThat(column(profile, "once", 0, Counter.SIMULATED_INSTRUCTIONS)).hasSize(1);
        assertThat(column(profile, "once", 0, Counter.SIMULATED_INSTRUCTIONS)[0]).isBetween(6000.0, 6100.0);
    }

    @Test
    void aProgramStartedByAShellIsSimulatedToo() throws Exception {
        Target direct = program("direct", "    loop((void *) 5L);\n    return 0;\n");
        Workload shell = new Workload(List.of("sh", "-c", "./direct; true"), root, Map.of(), Duration.ofSeconds(120), "");
        Profile profile = measure(new Target("shell", shell, root.resolve("shell-out")), 1, 2048);
        assertThat(column(profile, "inner", 0, Counter.SIMULATED_INSTRUCTIONS)).hasSize(3);
        assertThat(column(profile, "inner", 0, Counter.SIMULATED_INSTRUCTIONS))
                .isEqualTo(column(measure(direct, 1, 2048), "inner", 0, Counter.SIMULATED_INSTRUCTIONS));
    }

    @Test
    void whatIsNotSimulatedIsUnreadAndNeverZero() throws Exception {
        Target target = program("plain", "    loop((void *) 5L);\n    return 0;\n");
        assertUnread(target, List.of(), "did not run under Valgrind");
        // Without caches and branches Callgrind does not tell what is asked for.
        assertUnread(target, List.of("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"), "");
    }

    private void assertUnread(Target target, List<String> before, String note) throws IOException {
        Path folder = Files.createDirectory(root.resolve("unread-" + before.size()));
        List<String> command = new ArrayList<>(before);
        if (!before.isEmpty()) {
            command.add("--log-file=" + folder + "/%p.callgrind");
        }
        command.addAll(target.workload().command());
        Execution execution = Execution.run(
                new Workload(command, root, Map.of(), Duration.ofSeconds(60), ""),
                Map.of("LD_PRELOAD", runtime.library().toString(), "AUTOPERF_OUTPUT", folder.toString(), "AUTOPERF_SIMULATED", "1"),
                folder);
        assertThat(execution.succeeded()).isTrue();
        RunFiles files = RunFiles.read(folder);
        assertThat(files.executions()).isEqualTo(10);
        if (!note.isEmpty()) {
            assertThat(files.notes()).singleElement().asString().contains(note);
        }
        try (var reader = io.jenkins.plugins.autoperf.profile.AprofReader.open(files.processes().get(0).file())) {
            for (var sample = reader.next(); sample != null; sample = reader.next()) {
                assertThat(sample.valueOrNaN(0)).isNaN();
            }
        }
    }
}

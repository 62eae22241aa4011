package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.profile.Profiles;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated C programs under the real region runtime, from the measurement to the loaded profile. */
class ProfilerRuntimeTest {
    private static final List<Counter> GROUP = List.of(Profiles.WALL, Profiles.CPU);

    @TempDir
    Path root;

    private NativeRuntime runtime;

    @BeforeEach
    void find() {
        runtime = BuiltRuntime.find(root.resolve("cache"));
    }

    private Target program(String main) throws IOException, InterruptedException {
        Files.writeString(root.resolve("bench.c"), """
                #include <autoperf.h>
                #include <pthread.h>
                #include <stdlib.h>
                #include <unistd.h>
                #include <sys/wait.h>
                static volatile unsigned sink;
                static void work(unsigned n) { for (unsigned i = 0; i < n; i++) sink += i; }
                static void *loop(void *count) {
                    for (long i = 0; i < (long) count; i++) {
                        autoperf_region_begin("outer");
                        autoperf_region_begin("inner");
                        work(100);
                        autoperf_work(100);
                        autoperf_region_end("inner");
                        autoperf_region_end("outer");
                    }
                    return NULL;
                }
                int main(void) {
                """ + main + "}\n");
        Process gcc = new ProcessBuilder("gcc", "-O1", "-pthread", "-I", runtime.header().getParent().toString(),
                "-o", "bench", "bench.c").directory(root.toFile()).inheritIO().start();
        assertThat(gcc.waitFor()).isZero();
        return new Target("bench",
                new Workload(List.of("./bench"), root, Map.of(), Duration.ofSeconds(60), ""), root.resolve("out"));
    }

    private void measure(Target target, int runs) {
        new Profiler(runtime).measure(
                List.of(target), new Plan(runs, 0, List.of(GROUP), 256, Map.of(), false, 0, true), p -> {});
    }

    @Test
    void threadsAndChildrenAreCountedInOneProfile() throws Exception {
        Target bench = program("""
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
                """);
        measure(bench, 2);
        Profile profile = ProfileLoader.load(bench.output());
        assertThat(profile.regions()).extracting(RegionSamples::name).containsExactly("inner", "outer");
        for (RegionSamples region : profile.regions()) {
            assertThat(region.runs()).extracting(RegionRun::executions).containsExactly(60L, 60L);
            assertThat(region.runs()).extracting(RegionRun::threads).containsExactly(4, 4);
            assertThat(region.samples()).isEqualTo(120);
        }
        RegionRun inner = profile.regions().get(0).runs().get(0);
        assertThat(inner.work()).containsOnly(100);
        int wall = profile.column(Counter.WALL);
        assertThat(Arrays.stream(inner.values()).mapToDouble(v -> v[wall])).allMatch(ns -> ns > 0 && ns < 1e9);
        assertThat(profile.runs()).extracting(RunInfo::canary).allMatch(c -> c.size() == profile.info().canaries().size());
        assertThat(profile.info().canaries()).isNotEmpty();
    }

    @Test
    void aRegionExecutedOftenIsThinnedEvenlyWithItsTrueCount() throws Exception {
        Target bench = program("    loop((void *) 100000L);\n    return 0;\n");
        measure(bench, 1);
        RegionRun run = ProfileLoader.load(bench.output()).region("outer").orElseThrow().runs().get(0);
        assertThat(run.executions()).isEqualTo(100_000);
        assertThat(run.samples()).isBetween(60, 600);
    }

    @Test
    void whatWasMeasuredBeforeACrashIsReadAndTheRunIsToldAsFailed() throws Exception {
        Target bench = program("    loop((void *) 50L);\n    abort();\n");
        assertThatThrownBy(() -> measure(bench, 3)).isInstanceOf(AutoPerfException.class).hasMessageContaining("signal 6");
        RunInfo run = ProfileFolder.open(bench.output()).runs().get(0);
        assertThat(run.exitCode()).isEqualTo(134);
        RunFiles files = RunFiles.read(bench.output().resolve(run.folder()));
        assertThat(files.executions()).isEqualTo(100);
    }

    @Test
    void aProgramThatIncludesTheHeaderAndRunsNoRegionIsTold() throws Exception {
        Target bench = program("    return 0;\n");
        assertThatThrownBy(() -> measure(bench, 3)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("No region was executed");
    }
}

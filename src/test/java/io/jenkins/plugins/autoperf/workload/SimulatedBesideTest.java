package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One simulated run of a program beside its native ones, in one profile. */
class SimulatedBesideTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final List<Counter> SIMULATED = CATALOGUE.entries().stream()
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

    /** @param simulated what the program does first where it is simulated */
    private Target program(String simulated, Duration timeout) throws IOException, InterruptedException {
        Files.writeString(root.resolve("bench.c"), """
                #include <autoperf.h>
                #include <stdlib.h>
                #include <unistd.h>
                static volatile unsigned sink;
                int main(void) {
                    if (getenv("AUTOPERF_SIMULATED") != NULL) { %s }
                    for (int i = 0; i < 20; i++) {
                        autoperf_region_begin("work");
                        for (unsigned n = 0; n < 1000; n++) sink += n;
                        autoperf_region_end("work");
                    }
                    return 0;
                }
                """.formatted(simulated));
        Process gcc = new ProcessBuilder("gcc", "-O1", "-I", runtime.header().getParent().toString(), "-o", "bench", "bench.c")
                .directory(root.toFile()).inheritIO().start();
        assertThat(gcc.waitFor()).isZero();
        return new Target("bench", new Workload(List.of("./bench"), root, Map.of(), timeout, ""), root.resolve("out"));
    }

    private Target javaProgram() throws IOException {
        Path source = Files.writeString(root.resolve("Loop.java"), """
                import io.jenkins.plugins.autoperf.papi.Region;
                class Loop {
                    static volatile int sink;
                    public static void main(String[] arguments) {
                        for (int i = 0; i < 20; i++) {
                            try (Region region = Region.begin("work")) {
                                for (int n = 0; n < 1000; n++) sink += n;
                            }
                        }
                    }
                }
                """);
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
        return new Target("bench", new Workload(line, root, Map.of(), Duration.ofMinutes(5), ""), root.resolve("out"));
    }

    private Measurement measure(Target target, Existing existing, List<Counter> beside, List<Progress> progress) {
        Plan plan = new Plan(2, 0, List.of(CATALOGUE.builtIns()), 64, Map.of(), false, 0, false, existing,
                Simulation.DEFAULT, beside, 1);
        return new Profiler(runtime).measure(List.of(target), plan, progress::add);
    }

    @Test
    void theProfileHoldsBothAndEachKnowsItsMachine() throws Exception {
        Target target = program("", Duration.ofSeconds(60));
        List<Progress> progress = new ArrayList<>();
        Measurement measurement = measure(target, Existing.REFUSE, SIMULATED, progress);
        assertThat(measurement.remarks()).singleElement().asString().contains("the simulated run took", "times as long");
        assertThat(progress.get(progress.size() - 1).done()).isEqualTo(3);
        assertThat(progress.get(progress.size() - 1).total()).isEqualTo(3);

        Profile profile = ProfileLoader.load(target.output());
        assertThat(profile.counters()).isEqualTo(CATALOGUE.builtIns());
        assertThat(profile.region("work").orElseThrow().runs()).hasSize(2);
        assertThat(profile.info().machine().fingerprint()).doesNotContain("Callgrind");
        Profile simulated = profile.simulated().orElseThrow();
        assertThat(simulated.counters()).isEqualTo(SIMULATED);
        assertThat(simulated.region("work").orElseThrow().runs()).hasSize(1);
        assertThat(simulated.info().machine().fingerprint()).startsWith("Callgrind");
        assertThat(profile.warnings()).isEmpty();
    }

    @Test
    void aProgramThatCannotBeSimulatedIsMeasuredWithoutAndSaidSo() throws Exception {
        Target target = program("exit(3);", Duration.ofSeconds(60));
        Measurement measurement = measure(target, Existing.REFUSE, SIMULATED, new ArrayList<>());
        assertThat(measurement.remarks()).singleElement().asString()
                .startsWith("bench: there are no simulated counts, because that run ended with exit code 3");
        Profile profile = ProfileLoader.load(target.output());
        assertThat(profile.simulated()).isEmpty();
        assertThat(profile.warnings()).containsExactly(
                "There are no simulated counts: that run ended with exit code 3, see its stderr.txt.");
        assertThat(profile.region("work").orElseThrow().runs()).hasSize(2);
    }

    @Test
    void aJavaProgramIsMeasuredWithoutAndSaidSo() throws Exception {
        Target target = javaProgram();
        List<Progress> progress = new ArrayList<>();
        Measurement measurement = measure(target, Existing.REFUSE, SIMULATED, progress);
        assertThat(measurement.remarks()).containsExactly(
                "bench: there are no simulated counts, because it is a Java program: it is compiled while it runs, and its counts"
                        + " differ from run to run.");
        assertThat(progress.get(progress.size() - 1).done()).isEqualTo(3);
        Profile profile = ProfileLoader.load(target.output());
        assertThat(profile.simulated()).isEmpty();
        assertThat(profile.warnings()).isEmpty();
        assertThat(profile.region("work").orElseThrow().runs()).hasSize(2);
    }

    @Test
    void aJavaProgramIsNotMeasuredBySimulatedCountersAlone() throws Exception {
        Target target = javaProgram();
        Plan plan = new Plan(1, 0, List.of(SIMULATED), 64, Map.of(), false, 0, false, Existing.REFUSE, Simulation.DEFAULT, List.of(), 1);
        assertThatThrownBy(() -> new Profiler(runtime).measure(List.of(target), plan, p -> {}))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageStartingWith("bench (")
                .hasMessageEndingWith(") is a Java program: it is compiled while it runs, and its simulated counts differ from run to run."
                        + " Choose the software counters.");
    }

    @Test
    void aSimulatedRunThatTakesTooLongIsCutOff() throws Exception {
        Target target = program("sleep(60);", Duration.ofSeconds(2));
        Measurement measurement = measure(target, Existing.REFUSE, SIMULATED, new ArrayList<>());
        assertThat(measurement.remarks()).singleElement().asString().contains("because it ran out of time");
        Profile profile = ProfileLoader.load(target.output());
        assertThat(profile.simulated()).isEmpty();
        assertThat(profile.warnings()).singleElement().asString().contains("ended after 2 s because it took too long");
    }

    @Test
    void anotherMeasurementLeavesNoSimulatedRunOfTheOldOne() throws Exception {
        Target target = program("", Duration.ofSeconds(60));
        measure(target, Existing.REFUSE, SIMULATED, new ArrayList<>());
        measure(target, Existing.OVERWRITE, List.of(), new ArrayList<>());
        assertThat(ProfileLoader.load(target.output()).simulated()).isEmpty();
    }

    @Test
    void runsThatAreAddedAddASimulatedOneToo() throws Exception {
        Target target = program("", Duration.ofSeconds(60));
        measure(target, Existing.REFUSE, SIMULATED, new ArrayList<>());
        measure(target, Existing.APPEND, SIMULATED, new ArrayList<>());
        Profile profile = ProfileLoader.load(target.output());
        assertThat(profile.region("work").orElseThrow().runs()).hasSize(4);
        assertThat(profile.simulated().orElseThrow().region("work").orElseThrow().runs()).hasSize(2);
    }

    @Test
    void theLimitIsTenTimesAllNativeRunsOfAMinuteAtLeastAndNeverBeyondTheTimeOut() {
        assertThat(SimulatedRun.limit(new double[] {1, 1, 2}, Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
        assertThat(SimulatedRun.limit(new double[] {10, 10}, Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(200));
        assertThat(SimulatedRun.limit(new double[] {10, 10}, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }
}

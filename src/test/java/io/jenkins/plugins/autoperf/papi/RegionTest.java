package io.jenkins.plugins.autoperf.papi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.autoperf.profile.AprofReader;
import io.jenkins.plugins.autoperf.profile.RegionInfo;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import io.jenkins.plugins.autoperf.profile.Sample;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    private static final int ITEMS = 100;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void regionsOfAJavaProgramAreCountedWhetherTheRuntimeIsPreloadedOrNot(boolean preloaded) throws Exception {
        assertThat(run(library(), preloaded)).isEqualTo("counted");
        RunFiles.Process process = RunFiles.read(folder).processes().get(0);
        assertThat(process.regions())
                .extracting(RegionInfo::name, RegionInfo::executions)
                .containsExactlyInAnyOrder(
                        tuple("Straße", (long) ITEMS),
                        tuple("inner", (long) ITEMS),
                        tuple("failing", 1L));
        try (AprofReader reader = AprofReader.open(process.file())) {
            List<Float> work = workOf("Straße", process, reader);
            assertThat(work).hasSize(ITEMS).allMatch(units -> units == 3);
        }
    }

    @Test
    void withoutTheRunnerNothingHappens() throws Exception {
        assertThat(run(null, false)).isEqualTo("not counted");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRuntimeThatDoesNotLoadIsNoConcernOfTheProgram() throws Exception {
        assertThat(run(folder.resolve("libautoperf.so"), false)).isEqualTo("not counted");
    }

    @Test
    void inAProcessThatIsNotProfiledARegionIsOneAndTheSameObject() {
        assumeThat(Region.counted()).isFalse();
        try (Region outer = Region.begin("outer");
                Region inner = Region.begin("inner")) {
            Region.work(1);
            assertThat(inner).isSameAs(outer);
        }
    }

    private static List<Float> workOf(String region, RunFiles.Process process, AprofReader reader) {
        int id = process.regions().stream()
                .filter(info -> info.name().equals(region))
                .findFirst()
                .orElseThrow()
                .id();
        List<Float> work = new ArrayList<>();
        for (Sample sample = reader.next(); sample != null; sample = reader.next()) {
            if (sample.region() == id) {
                work.add(sample.work());
            }
        }
        return work;
    }

    /** The runtime as the build made it; skipped where it was not built. */
    private static Path library() throws URISyntaxException {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "arm64");
        URL built = Region.class.getResource("/io/jenkins/plugins/autoperf/native/linux-" + architecture + "/libautoperf.so");
        assumeThat(built).as("the region runtime").isNotNull();
        return Path.of(built.toURI());
    }

    private String run(Path library, boolean preload) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classpath = System.getProperty("java.class.path");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-cp", classpath, Program.class.getName());
        builder.environment().put("AUTOPERF_OUTPUT", folder.toString());
        if (library != null) {
            builder.environment().put("AUTOPERF_LIBRARY", library.toString());
            builder.environment().put("LD_PRELOAD", preload ? library.toString() : "");
        }
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed.strip();
    }

    /** An annotated program. */
    static final class Program {
        public static void main(String[] arguments) {
            for (int item = 0; item < ITEMS; item++) {
                try (Region region = Region.begin("Straße")) {
                    Region.work(1);
                    try (Region inner = Region.begin("inner")) {
                        Region.work(2);
                    }
                }
            }
            try (Region region = Region.begin("failing")) {
                throw new IllegalStateException("meant");
            } catch (IllegalStateException e) {
                System.out.println(Region.counted() ? "counted" : "not counted");
            }
        }
    }
}

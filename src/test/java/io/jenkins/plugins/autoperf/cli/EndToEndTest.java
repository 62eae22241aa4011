package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a real program: its good version is learnt, its bad one is found and explained. */
class EndToEndTest {
    private static final String RUNS = "8";

    @TempDir
    static Path folder;

    private final CapturedConsole console = new CapturedConsole();

    @BeforeAll
    static void measureBothVersionsAndLearnTheGoodOne() throws Exception {
        Process make = new ProcessBuilder(
                        "make", "-s", "-C", System.getProperty("autoperf.root") + "/src/test/workloads", "OUT=" + folder)
                .inheritIO()
                .start();
        assertThat(make.waitFor()).isZero();
        for (String version : List.of("good", "bad")) {
            CapturedConsole console = new CapturedConsole();
            int exit = run(
                    console, "profile", "-o", path(version), "--runs", RUNS, "--overhead-pairs", "2",
                    "--", folder.resolve("allocation").resolve(version).toString());
            assertThat(exit).describedAs(console.err()).isZero();
            assertThat(console.out()).contains("unpack").contains("8 runs").contains("Overhead");
        }
        assertThat(run(new CapturedConsole(), "train", "-o", path("model.json"), path("good"))).isZero();
    }

    private static int run(CapturedConsole console, String... args) {
        return Main.run(folder, console.console(), args);
    }

    private static String path(String name) {
        return folder.resolve("out-" + name).toString();
    }

    @Test
    void theBadVersionIsARegressionOfTheGuiltyRegionWithItsCause() {
        int exit = run(console, "detect", "-m", path("model.json"), "-o", path("report"), path("bad"));

        assertThat(exit).isEqualTo(1);
        Report.Region worst = ReportFile.read(Path.of(path("report"), "report.json")).regions().get(0);
        assertThat(worst.verdict().region()).isEqualTo("unpack");
        assertThat(worst.verdict().verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(worst.diagnosis().cause()).isEqualTo("more page faults");
        assertThat(Path.of(path("report"), "index.html")).content().contains("unpack").doesNotContain("<script");
        assertThat(console.out()).contains("REGRESSION").contains("more page faults");
    }

    @Test
    void theProfileThatWasLearntIsNoRegressionToItsOwnModel() {
        int exit = run(console, "detect", "-m", path("model.json"), "-o", path("same"), path("good"));

        assertThat(exit).isIn(0, 2);
    }

    @Test
    void aReportIsShownAgainWithItsExitCode() {
        run(console, "detect", "-m", path("model.json"), "-o", path("again"), path("bad"));

        assertThat(run(console, "report", path("again") + "/report.json")).isEqualTo(1);
    }

    @Test
    void everySampleIsDumped() throws IOException {
        assertThat(run(console, "dump", path("good"), "--csv")).isZero();
        List<String> lines = console.out().lines().toList();
        assertThat(lines.get(0)).startsWith("run,").contains("minor_faults");
        assertThat(lines).hasSizeGreaterThan(1_000);
    }

    @Test
    void aProfileIsNotOverwrittenUnasked() {
        int exit = run(
                console, "profile", "-o", path("good"), "--", folder.resolve("allocation/good").toString());

        assertThat(exit).isEqualTo(3);
        assertThat(console.err()).contains("out-good").doesNotContain("\tat ");
        assertThat(Files.exists(Path.of(path("good"), "profile.json"))).isTrue();
    }

    @Test
    void aWorkloadWithoutRegionsIsToldHowToMarkThem() {
        assertThat(run(console, "profile", "-o", path("none"), "--warm-up", "0", "--", "true")).isEqualTo(4);
        assertThat(console.err()).contains("autoperf.h");
    }

    @Test
    void aFailingWorkloadIsQuoted() {
        int exit = run(console, "profile", "-o", path("failed"), "--", "sh", "-c", "echo no licence >&2; exit 7");

        assertThat(exit).isEqualTo(4);
        assertThat(console.err()).contains("7").contains("no licence");
    }

    @Test
    void aModelOfOtherCountersIsRefusedWithTheirNames() throws IOException {
        String model = Files.readString(Path.of(path("model.json"))).replace("minor_faults", "PAPI_L1_DCM");
        Path other = Files.writeString(folder.resolve("other.json"), model);

        assertThat(run(console, "detect", "-m", other.toString(), "-o", path("other"), path("bad"))).isEqualTo(5);
        assertThat(console.err()).contains("PAPI_L1_DCM");
    }

    @Test
    void aModelOfAnotherMachineIsComparedOnlyWhenAsked() throws IOException {
        String model = Files.readString(Path.of(path("model.json"))).replaceFirst("\"cpus\"\\s*:\\s*\\d+", "\"cpus\": 96");
        Path other = Files.writeString(folder.resolve("elsewhere.json"), model);
        String[] detect = {"detect", "-m", other.toString(), "-o", path("elsewhere"), path("bad")};

        assertThat(run(console, detect)).isEqualTo(5);
        assertThat(console.err()).contains("x 96").contains("--accept-other-machine");
        String[] accepted = java.util.Arrays.copyOf(detect, detect.length + 1);
        accepted[detect.length] = "--accept-other-machine";
        assertThat(run(console, accepted)).isIn(1, 2);
    }

    @Test
    void twoProfilesAreLearntTogether() {
        assertThat(run(console, "train", "-o", path("both.json"), path("good"), path("good"))).isZero();
        assertThat(console.out()).contains("unpack");
    }
}

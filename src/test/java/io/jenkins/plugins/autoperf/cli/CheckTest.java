package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of a real program in CI, one after the other. */
class CheckTest {
    @TempDir
    static Path folder;

    private static final CapturedConsole FIRST = new CapturedConsole();
    private static int firstExit;

    private final CapturedConsole console = new CapturedConsole();

    @BeforeAll
    static void theFirstBuildIsMeasured() throws Exception {
        Process make = new ProcessBuilder(
                        "make", "-s", "-C", System.getProperty("autoperf.root") + "/src/test/workloads", "OUT=" + folder)
                .inheritIO()
                .start();
        assertThat(make.waitFor()).isZero();
        firstExit = check(FIRST, "first", "good", "--name", "#1");
    }

    private static int check(CapturedConsole console, String build, String version, String... options) {
        List<String> line = new ArrayList<>(List.of("check", "-o", folder.resolve(build).toString(), "--runs", "8",
                "--warm-up", "0", "--overhead-pairs", "0", "--epochs", "20"));
        line.addAll(List.of(options));
        line.addAll(List.of("--", folder.resolve("allocation").resolve(version).toString(), "--size", "60"));
        return Main.run(folder, console.console(), line.toArray(String[]::new));
    }

    private static Report report(String build) {
        return ReportFile.read(folder.resolve(build).resolve("report.json.gz"));
    }

    private static String modelFile(String build) {
        return folder.resolve(build).resolve("model.json.gz").toString();
    }

    private static long sessions(String build) {
        Model model = ModelFile.read(Path.of(modelFile(build)));
        return model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .mapToInt(Model.BaselineRun::session)
                .distinct()
                .count();
    }

    /** The first build's model with something changed. */
    private static String changedModel(String name, String from, String to) {
        try {
            Path plain = folder.resolve(name + ".json");
            ModelFile.write(ModelFile.read(Path.of(modelFile("first"))), plain);
            Files.writeString(plain, Files.readString(plain).replaceFirst(from, to));
            return plain.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFirstBuildBecomesTheBaselineAndTellsWhatEachRegionCosts() {
        assertThat(firstExit).describedAs(FIRST.err()).isZero();
        Report report = report("first");
        assertThat(report.first()).isTrue();
        assertThat(report.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(report.candidate().name()).isEqualTo("#1");
        assertThat(report.regions()).extracting(r -> r.verdict().region()).contains("unpack", "read", "track");
        assertThat(report.regions()).allSatisfy(region -> {
            assertThat(region.verdict().reason()).isEqualTo("First measurement: nothing to compare with yet.");
            assertThat(region.verdict().costs().get(0).candidate()).isPositive();
            assertThat(region.verdict().costs().get(0).ratio()).isNaN();
            assertThat(region.verdict().costs().get(0).baselineRuns()).isEmpty();
        });
        assertThat(FIRST.out())
                .contains("FIRST MEASUREMENT", "from now on the baseline", "unpack", "report.json.gz", "model.json.gz")
                .doesNotContain("NaN");
        assertThat(folder.resolve("first/index.html")).content().contains("First measurement").doesNotContain("NaN");
    }

    @Test
    void theSameProgramAgainIsNoRegressionAndItsModelRemembersBothBuilds() {
        int exit = check(console, "same", "good", "-m", modelFile("first"), "--baseline-name", "#1", "--name", "#2");

        assertThat(exit).describedAs(console.out() + console.err()).isIn(0, 2);
        assertThat(report("same").baseline().name()).isEqualTo("#1");
        if (List.of(Verdict.UNCHANGED, Verdict.INCONCLUSIVE).contains(report("same").verdict())) {
            assertThat(sessions("same")).isEqualTo(2);
        }
    }

    @Test
    void aRegressionIsMeasuredTwiceAndCanBeAcceptedAsTheNewBeginning() {
        int exit = check(console, "bad", "bad", "-m", modelFile("first"), "--baseline-name", "#1");

        assertThat(exit).describedAs(console.out() + console.err()).isEqualTo(1);
        Report.Region worst = report("bad").regions().get(0);
        assertThat(worst.verdict().region()).isEqualTo("unpack");
        assertThat(worst.verdict().reason()).endsWith("A second measurement confirmed it.");
        assertThat(worst.diagnosis().cause()).isEqualTo("more page faults");
        assertThat(folder.resolve("bad/profile-again/profile.json")).exists();
        assertThat(sessions("bad")).isEqualTo(1);
        assertThat(console.out()).contains("REGRESSION", "more page faults");
        assertThat(console.err()).contains("measuring again");

        assertThat(check(console, "bad", "bad", "--fresh", "-m", modelFile("first"))).isZero();
        assertThat(report("bad").first()).isTrue();
        assertThat(folder.resolve("bad/profile-again")).doesNotExist();
    }

    @Test
    void aModelOfAnotherMachineIsNotComparedAndTheReportSaysSo() {
        String elsewhere = changedModel("elsewhere", "\"cpus\":\\d+", "\"cpus\":96");

        assertThat(check(console, "moved", "bad", "-m", elsewhere, "--baseline-name", "#1")).isZero();
        assertThat(report("moved").first()).isTrue();
        assertThat(report("moved").warnings().get(0)).contains("#1", "another machine", "x 96");
        assertThat(console.out()).contains("1 warning, the first: Not compared with #1");

        assertThat(check(console, "accepted", "bad", "-m", elsewhere, "--accept-other-machine", "--no-confirm")).isIn(1, 2);
        assertThat(sessions("accepted")).isEqualTo(1);
    }

    @Test
    void aModelOfACounterThatIsNotToBeHadAnyMoreIsNotComparedAndDoesNotFailEveryLaterBuild() {
        String counted = changedModel("counted", "minor_faults", "PAPI_L1_DCM");

        assertThat(check(console, "lost", "good", "-m", counted, "--baseline-name", "#1")).isZero();
        assertThat(report("lost").first()).isTrue();
        assertThat(report("lost").warnings().get(0)).contains("#1", "PAPI_L1_DCM");
    }

    @Test
    void everyRegionIsJudgedByTheLastGoodBuildAndByAnAnchor() {
        int exit = check(console, "two", "bad", "-m", modelFile("first"), "-m", modelFile("first"),
                "--baseline-name", "#1", "--baseline-name", "anchor", "--no-confirm");

        assertThat(exit).describedAs(console.out() + console.err()).isEqualTo(1);
        assertThat(report("two").summary()).contains("the worst of 2 models");
        assertThat(report("two").regions())
                .filteredOn(region -> region.verdict().region().equals("unpack"))
                .extracting(Report.Region::againstModel)
                .containsExactlyInAnyOrder("#1", "anchor");
    }

    @Test
    void aMissingOrDamagedModelIsAnErrorBeforeAnythingIsMeasured() throws IOException {
        assertThat(check(console, "missing", "good", "-m", folder.resolve("none.json.gz").toString())).isEqualTo(3);
        Path damaged = Files.writeString(folder.resolve("damaged.json.gz"), "no model");
        assertThat(check(console, "damaged", "good", "-m", damaged.toString())).isEqualTo(5);
        assertThat(console.err()).contains("none.json.gz", "damaged.json.gz").doesNotContain("\tat ");
        assertThat(folder.resolve("damaged")).doesNotExist();
    }

    @Test
    void aProgramThatFailsLeavesNoReportOfAnEarlierCheck() throws IOException {
        Files.createDirectory(folder.resolve("fails"));
        for (String file : List.of("report.json.gz", "model.json.gz", "index.html", "notes.txt")) {
            Files.writeString(folder.resolve("fails").resolve(file), "old");
        }
        int exit = Main.run(folder, console.console(), "check", "-o", folder.resolve("fails").toString(), "--", "false");

        assertThat(exit).isEqualTo(4);
        assertThat(folder.resolve("fails/report.json.gz")).doesNotExist();
        assertThat(folder.resolve("fails/model.json.gz")).doesNotExist();
        assertThat(folder.resolve("fails/notes.txt")).exists();
    }

    @Test
    void withoutACommandTheProjectsWorkloadIsMeasured() {
        assertThat(Main.run(folder, console.console(), "check", "-o", folder.resolve("none").toString())).isEqualTo(3);
        assertThat(console.err()).contains(".autoperf.yml");
    }
}

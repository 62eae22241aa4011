package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Normalisation;
import io.jenkins.plugins.autoperf.model.SimulatedCounts;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
    private static final Counter MISSES =
            new Counter("PAPI_L1_DCM", Source.HARDWARE, Family.CACHE_L1, "count", "misses of the first cache");
    private static final Counter SIMULATED =
            new Counter("D1mr", Source.SIMULATED, Family.CACHE_L1, "count", "simulated misses");

    @Test
    void aReportNamesBothSidesWithTheirGoodRunsOnly() {
        Report report = build(Verdict.REGRESSION, List.of(Samples.WALL), Map.of());
        assertThat(report.baseline().name()).isEqualTo("good");
        assertThat(report.baseline().runs()).isEqualTo(2);
        assertThat(report.candidate().runs()).as("without the failed and the uncounted run").isEqualTo(3);
        assertThat(report.warnings()).containsExactly("of the model", "of the profile", "of the detection");
    }

    @Test
    void theSummarySaysWhichRegionHowMuchAndWhy() {
        assertThat(build(Verdict.REGRESSION, List.of(Samples.WALL), Map.of()).summary())
                .isEqualTo("“parse” became dearer: 2.41× the wall time (95 % interval 2.29 to 2.55)"
                        + " – likely cause: more page faults.");
    }

    @Test
    void theSummaryOfEveryOtherVerdictSaysWhatItMeans() {
        assertThat(build(Verdict.INCONCLUSIVE, List.of(), Map.of()).summary())
                .isEqualTo("No regression was shown in “parse”, but the noise would have hidden an increase below 7.2 %.");
        assertThat(build(Verdict.UNCHANGED, List.of(), Map.of()).summary())
                .isEqualTo("“parse” did not become dearer by 5 % or more.");
        assertThat(build(Verdict.IMPROVEMENT, List.of(), Map.of()).summary()).startsWith("“parse” became cheaper: ");
        assertThat(build(Verdict.CHANGED, List.of(), Map.of()).summary())
                .startsWith("“parse” behaves differently at about the same cost");
    }

    @Test
    void whatTheSourcesCannotShowIsSaid() {
        assertThat(build(Verdict.CHANGED, List.of(Samples.WALL), Map.of("PAPI_L1_DCM", "no such event")).telemetry())
                .anyMatch(s -> s.startsWith("There were no hardware counters."))
                .anyMatch(s -> s.startsWith("Software counters are the kernel's"))
                .contains("Not available on this machine: PAPI_L1_DCM (no such event).");
        assertThat(build(Verdict.CHANGED, List.of(MISSES), Map.of()).telemetry())
                .noneMatch(s -> s.startsWith("There were no hardware counters."))
                .noneMatch(s -> s.startsWith("Not available"))
                .anyMatch(s -> s.contains("read in 2 passes"));
        assertThat(build(Verdict.CHANGED, List.of(SIMULATED), Map.of()).telemetry())
                .anyMatch(s -> s.startsWith("Simulated counts"));
    }

    private static Report build(Verdict verdict, List<Counter> counters, Map<String, String> unavailable) {
        Report.Region region = Samples.region("parse", verdict, 2.41, Samples.faults());
        Detection detection = new Detection(
                verdict,
                DetectionOptions.DEFAULT,
                List.of(region.verdict()),
                new Noise(List.of(), 0, false),
                List.of("of the detection"));
        List<Diagnosis> diagnoses = List.of(region.diagnosis());
        return ReportBuilder.build(
                model(counters), "good", candidate(counters, unavailable), "new", detection, diagnoses, counters);
    }

    private static Model model(List<Counter> counters) {
        Model.RegionBaseline region = new Model.RegionBaseline("parse", 0, 1, List.of(baselineRun(1), baselineRun(2)));
        return new Model(
                Model.FORMAT,
                "0.1",
                "2026-01-01T00:00:00Z",
                List.of("./bench"),
                Samples.MACHINE,
                counters,
                Normalisation.PER_EXECUTION,
                Hyperparameters.DEFAULT,
                List.of(),
                List.of(),
                List.of(),
                List.of(region),
                SimulatedCounts.NONE,
                List.of("of the model"));
    }

    private static Model.BaselineRun baselineRun(int run) {
        return new Model.BaselineRun(run, 0, 10, 1, new double[0], new double[0], new double[0][], new double[0]);
    }

    private static Profile candidate(List<Counter> counters, Map<String, String> unavailable) {
        ProfileInfo info = new ProfileInfo(
                ProfileInfo.FORMAT,
                "0.1",
                "2026-01-02T00:00:00Z",
                List.of("./bench"),
                ".",
                Map.of(),
                Samples.MACHINE,
                4,
                "",
                List.of(counters, List.of(MISSES)),
                unavailable,
                List.of());
        List<RunInfo> runs =
                List.of(run(1, true, 0), run(2, true, 0), run(2, false, 0), run(3, true, 0), run(4, true, 1), run(5, false, 0));
        return new Profile(info, counters, runs, List.of(), List.of("of the profile"));
    }

    private static RunInfo run(int number, boolean counted, int exitCode) {
        return new RunInfo(number, 0, counted, "2026-01-02T00:00:00Z", 1, exitCode, false, List.of(), "run-" + number);
    }
}

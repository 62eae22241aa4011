package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static Report report(String model, Verdict verdict) {
        RegionVerdict region =
                new RegionVerdict("parse", verdict, "", 0, 1, 10, 10, null, List.of(), List.of(), null);
        return new Report(
                Report.FORMAT,
                "test",
                "2026-01-01T00:00:00Z",
                verdict,
                "Said by " + model + ".",
                new Report.Side(model, List.of(), "", 10, null),
                new Report.Side("new", List.of(), "", 10, null),
                DetectionOptions.DEFAULT,
                List.of(),
                List.of(new Report.Region(region, Diagnosis.NONE, "")),
                null,
                List.of(),
                List.of(),
                List.of("The same warning."));
    }

    @Test
    void aSingleModelsReportStaysAsItIs() {
        Report only = report("last.json", Verdict.CHANGED);

        assertThat(Reports.merge(List.of(only))).isSameAs(only);
    }

    @Test
    void ofSeveralModelsTheWorstVerdictCountsAndEachRegionNamesItsModel() {
        Report merged = Reports.merge(
                List.of(report("last.json", Verdict.UNCHANGED), report("anchor.json", Verdict.REGRESSION)));

        assertThat(merged.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(merged.summary()).contains("Said by anchor.json").contains("worst of 2 models");
        assertThat(merged.regions()).extracting(Report.Region::againstModel).containsExactly("anchor.json", "last.json");
        assertThat(merged.baseline().name()).isEqualTo("anchor.json");
        assertThat(merged.otherModels()).extracting(other -> other.baseline().name()).containsExactly("last.json");
        assertThat(merged.warnings()).containsExactly("The same warning.");
    }
}

package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.FirstMeasurement;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Trainer;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a measurement that has nothing to be compared with. */
class FirstReportTest {
    @TempDir
    Path folder;

    private static Report report() {
        Profile profile = new SyntheticProfile(1).counters("wall_ns", "cpu_ns", "minor_faults").runs(5)
                .region("parse", 2e6, 1.5e6, 20).region("render", 9e6, 8e6, 100).profile();
        Model learnt = Trainer.train(List.of(profile), Hyperparameters.DEFAULT, line -> {});
        Detection detection = FirstMeasurement.of(learnt, DetectionOptions.DEFAULT);
        return ReportBuilder.first(learnt, profile, "#1", detection);
    }

    @Test
    void itNamesTheDearestRegionFirst() {
        Report report = report();
        assertThat(report.first()).isTrue();
        assertThat(Samples.every().first()).isFalse();
        assertThat(report.summary()).isEqualTo("First measurement of 2 regions: from now on the baseline.");
        assertThat(report.regions()).extracting(r -> r.verdict().region()).containsExactly("render", "parse");
        assertThat(report.regions().get(0).verdict().costs()).extracting(c -> c.counter().name())
                .containsExactly("cpu_ns", "wall_ns");
        assertThat(report.regions().get(0).verdict().costs().get(0).candidateRuns()).hasSize(5);
    }

    @Test
    void aFileOfItIsReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("report.json");
        ReportFile.write(report(), file);
        Path again = folder.resolve("again.json");
        ReportFile.write(ReportFile.read(file), again);

        assertThat(again).hasSameTextualContentAs(file);
        assertThat(new ObjectMapper().readTree(file.toFile()).at("/baseline/name").asText("missing")).isEmpty();
        assertThat(new ReportSchemaTest().differences(file)).isEmpty();
    }

    @Test
    void theTerminalShowsCostsAndNoComparison() {
        String text = TextReport.render(report(), false);
        assertThat(text.lines().findFirst()).hasValue("FIRST MEASUREMENT");
        assertThat(text.lines().filter(line -> line.startsWith("render")).findFirst().orElseThrow())
                .contains("ms", "CPU time");
        assertThat(text).doesNotContain("NaN", "UNCHANGED", "×");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void thePageShowsOneSideAndNoFigureThatDoesNotExist() throws IOException {
        String page = HtmlReport.page(report());
        Files.writeString(folder.resolve("index.html"), page);

        assertThat(page).contains("First measurement", "What was measured", "nothing to compare with yet", "CPU time");
        assertThat(page).doesNotContain("NaN", ">Unchanged", "Baseline</h3>", "different machines", "+–");
    }
}

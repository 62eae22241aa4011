package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a program, one run of each on a simulated processor. */
class SimulatedComparisonTest {
    private static final String GOOD = "sum += table[i] / 3;";

    @TempDir
    Path folder;

    private final CapturedConsole console = new CapturedConsole();

    @BeforeEach
    void needsValgrind() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v valgrind").start().waitFor() == 0, "Valgrind is not installed");
    }

    private String build(String name, int items, String body) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(name + ".c"), """
                #include <autoperf.h>
                static volatile unsigned table[4096];
                int main(void) {
                    unsigned sum = 0;
                    for (int batch = 0; batch < 20; batch++) {
                        autoperf_region_begin("work");
                        for (int i = 0; i < %d; i++) { %s }
                        autoperf_region_end("work");
                        autoperf_region_begin("rest");
                        for (int i = 0; i < 1000; i++) sum ^= table[i];
                        autoperf_region_end("rest");
                    }
                    return sum == 1;
                }
                """.formatted(items, body));
        Process gcc = new ProcessBuilder("gcc", "-O1", "-I", System.getProperty("autoperf.root") + "/src/main/native", "-o",
                name, name + ".c").directory(folder.toFile()).inheritIO().start();
        assertThat(gcc.waitFor()).isZero();
        return folder.resolve(name).toString();
    }

    private Report compare(String good, String candidate) {
        Path output = folder.resolve("report");
        int exit = Main.run(folder, console.console(), "compare", "-o", output.toString(), "--counters", "simulated", "--runs", "1",
                "--warm-up", "0", "--minimum-effect", "0.004", "--no-confirm", "--good", good, "--new", candidate);
        assertThat(exit).describedAs(console.err()).isIn(0, 1);
        return ReportFile.read(output.resolve("report.json"));
    }

    private static RegionVerdict region(Report report, String name) {
        return report.regions().stream()
                .map(Report.Region::verdict)
                .filter(region -> region.region().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void halfAPerCentMoreInstructionsIsFoundAndNothingElse() throws Exception {
        Report report = compare(build("old", 4000, GOOD), build("new-version", 4020, GOOD));
        assertThat(region(report, "work").verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(region(report, "work").costs().get(0).counter().name()).isEqualTo(Counter.SIMULATED_CYCLES);
        assertThat(region(report, "work").costs().get(0).ratio()).isBetween(1.004, 1.006);
        assertThat(region(report, "rest").verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(console.err()).contains("times as long as the program itself");
    }

    @Test
    void theSameProgramUnderAnotherNameTakesTheSameInstructionsToTheLastOne() throws Exception {
        Report report = compare(build("same", 4000, GOOD), build("same-under-a-longer-name", 4000, GOOD));
        assertThat(report.regions()).allSatisfy(region -> {
            assertThat(region.verdict().verdict()).isEqualTo(Verdict.UNCHANGED);
            // A longer path moves the stack, and so a miss or two.
            assertThat(region.verdict().costs().get(0).ratio()).isBetween(0.996, 1.004);
            assertThat(region.verdict().costs().get(1).counter().name()).isEqualTo(Counter.SIMULATED_INSTRUCTIONS);
            assertThat(region.verdict().costs().get(1).candidateRuns())
                    .isEqualTo(region.verdict().costs().get(1).baselineRuns());
        });
    }
}

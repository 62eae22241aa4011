package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/telemetry.md says that simulated counters find in the demo programs: one run of each version, one thread. */
class SimulatedProgramsTest {
    @TempDir
    static Path folder;

    private final CapturedConsole console = new CapturedConsole();

    @BeforeAll
    static void buildThePrograms() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v valgrind").start().waitFor() == 0, "Valgrind is not installed");
        Process make = new ProcessBuilder(
                        "make", "-s", "-C", System.getProperty("autoperf.root") + "/src/test/workloads", "OUT=" + folder)
                .inheritIO()
                .start();
        assertThat(make.waitFor()).isZero();
    }

    /** Program, guilty region, and what its row says of simulated counters. */
    static Stream<List<String>> rows() throws IOException {
        return Files.readString(Path.of(System.getProperty("autoperf.root"), "docs", "telemetry.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Stream.of(line.split("\\|")).map(cell -> cell.strip().replaceAll("[`*]", "")).skip(1).limit(3).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void oneRunOfEachVersionNamesTheGuiltyRegionAndTheCause(List<String> row) {
        String program = folder.resolve(row.get(0)).toString();
        String options = " --threads 1 --size 24";
        Path output = folder.resolve("out-" + row.get(0));
        int exit = Main.run(folder, console.console(), "compare", "-o", output.toString(), "--counters", "simulated", "--warm-up", "0",
                "--overhead-pairs", "0", "--no-confirm", "--good", program + "/good" + options, "--new", program + "/bad" + options);
        assertThat(exit).describedAs(console.err()).isIn(0, 1);
        for (Report.Region region : ReportFile.read(output.resolve("report.json")).regions()) {
            Verdict verdict = region.verdict().verdict();
            if (!region.verdict().region().equals(row.get(1)) || row.get(2).equals("no")) {
                assertThat(verdict).as(region.verdict().reason()).isEqualTo(Verdict.UNCHANGED);
            } else {
                assertThat(verdict).as(region.verdict().reason()).isIn(Verdict.REGRESSION, Verdict.CHANGED);
                assertThat(region.diagnosis().cause()).isEqualTo(row.get(2));
            }
        }
    }
}

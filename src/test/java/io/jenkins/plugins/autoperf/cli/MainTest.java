package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path folder;

    private final CapturedConsole console = new CapturedConsole();

    private int run(String... args) {
        return Main.run(folder, console.console(), args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "counters", "profile", "train", "detect", "compare", "run", "check", "annotate", "report", "dump"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "-h")).isZero();
        assertThat(console.out()).contains("Usage: autoperf " + command);
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("report", "--modle", "x", "report.json")).isEqualTo(3);
        assertThat(console.err()).contains("--modle").doesNotContain("Exception");
    }

    @Test
    void aMissingModelIsNamed() {
        Path model = folder.resolve("model.json");

        assertThat(run("detect", "-m", model.toString(), "-o", folder.toString(), folder.toString())).isBetween(3, 6);
        assertThat(console.err()).startsWith("autoperf: ").doesNotContain("\tat ");
    }

    @Test
    void aFolderThatIsNoProfileIsNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run("train", "-o", folder.resolve("model.json").toString(), empty.toString())).isEqualTo(3);
        assertThat(console.err()).contains("empty").doesNotContain("\tat ");
    }

    @Test
    void aDamagedReportIsRefused() throws Exception {
        Path report = Files.writeString(folder.resolve("report.json"), "{\"format\": 1, \"verdict\": ");

        assertThat(run("report", report.toString())).isEqualTo(5);
        assertThat(console.err()).contains("report.json").doesNotContain("\tat ");
    }
}

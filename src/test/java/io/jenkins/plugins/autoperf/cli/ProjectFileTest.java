package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {
    @TempDir
    Path folder;

    private final CapturedConsole console = new CapturedConsole();

    private int run(String yaml, String... args) throws IOException {
        Files.writeString(folder.resolve(ProjectFile.NAME), yaml);
        return Main.run(folder, console.console(), args);
    }

    @Test
    void givesOptionsThatTheCommandLineDoesNot() throws IOException {
        int exit = run("runs: 0\n", "profile", "-o", folder.resolve("p").toString(), "--", "true");

        assertThat(exit).isEqualTo(3);
        assertThat(console.err()).contains("--runs must be between 1 and 10000");
    }

    @Test
    void theCommandLineWins() throws IOException {
        int exit = run("runs: 0\n", "profile", "--runs", "-5", "-o", folder.resolve("p").toString(), "--", "true");

        assertThat(exit).isEqualTo(3);
        assertThat(console.err()).contains("--runs");
    }

    @Test
    void anUnknownOptionIsNamedWithTheKnownOnes() throws IOException {
        int exit = run("rnus: 10\n", "counters");

        assertThat(exit).isEqualTo(3);
        assertThat(console.err()).contains("'rnus'").contains("runs").contains("false-alarm-rate");
    }

    @Test
    void whatIsNoYamlIsRefusedWithTheReason() throws IOException {
        assertThat(run("runs: [1, 2\n", "counters")).isEqualTo(3);
        assertThat(console.err()).contains(".autoperf.yml is no YAML");
    }

    @Test
    void whatIsNoMapIsRefused() throws IOException {
        assertThat(run("- runs\n", "counters")).isEqualTo(3);
        assertThat(console.err()).contains("holds no map");
    }

    @Test
    void anEmptyFileIsNoFile() throws IOException {
        assertThat(run("# nothing yet\n", "counters", "--help")).isZero();
    }

    @Test
    void withoutAWorkloadAnywhereProfileSaysWhereToWriteIt() throws IOException {
        assertThat(run("runs: 2\n", "profile", "-o", folder.resolve("p").toString())).isEqualTo(3);
        assertThat(console.err()).contains("after --").contains(".autoperf.yml");
    }
}

package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileCommandsTest {
    @TempDir
    Path folder;

    private Path database(String text) throws IOException {
        return Files.writeString(folder.resolve("compile_commands.json"), text);
    }

    @Test
    void readsBothForms() throws IOException {
        List<CompileCommand> commands = CompileCommands.read(database("""
                [{"directory": "/build", "file": "../src/a.c", "command": "gcc -DT='a b' -c ../src/a.c"},
                 {"directory": "sub", "file": "/src/b.c", "arguments": ["gcc", "-c", "/src/b.c"], "output": "b.o"}]
                """));

        assertThat(commands).containsExactly(
                new CompileCommand(Path.of("/build"), Path.of("/src/a.c"), List.of("gcc", "-DT=a b", "-c", "../src/a.c")),
                new CompileCommand(folder.resolve("sub"), Path.of("/src/b.c"), List.of("gcc", "-c", "/src/b.c")));
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        Path broken = database("[{\"directory\":");
        assertThatThrownBy(() -> CompileCommands.read(broken)).isInstanceOf(AutoPerfException.class).hasMessageContaining("no compilation database");
        Path map = database("{}");
        assertThatThrownBy(() -> CompileCommands.read(map)).isInstanceOf(AutoPerfException.class).hasMessageContaining("no list");
        assertThatThrownBy(() -> CompileCommands.read(folder.resolve("gone.json")))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("gone.json");
    }

    @Test
    void isFoundWhereBuildsLeaveIt() throws IOException {
        assertThat(CompileCommands.find(folder)).isEmpty();
        Path inBuild = Files.createDirectories(folder.resolve("build")).resolve("compile_commands.json");
        Files.writeString(inBuild, "[]");
        assertThat(CompileCommands.find(folder)).contains(inBuild);
        Path direct = database("[]");
        assertThat(CompileCommands.find(folder)).contains(direct);
    }

    @Test
    void commandsThatDifferInTheirOutputAloneReadTheSame() {
        Path source = folder.resolve("a.c");
        CompileCommand plain = new CompileCommand(folder, source, List.of("gcc", "-DX", "-c", "a.c", "-o", "a.o"));
        CompileCommand forLibrary = new CompileCommand(folder, source, List.of("gcc", "-DX", "-fPIC", "-DPIC", "-c", "a.c", "-o", ".libs/a.o"));
        CompileCommand other = new CompileCommand(folder, source, List.of("gcc", "-DY", "-c", "a.c", "-o", "a.o"));

        assertThat(plain.reading()).isEqualTo(forLibrary.reading()).isNotEqualTo(other.reading());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '%', value = {
        "gcc -c a.c~gcc|-c|a.c",
        "  gcc   -c  ~gcc|-c",
        "gcc '-DA=\"x y\"' b~gcc|-DA=\"x y\"|b",
        "gcc -DA=\\\"x\\\" b~gcc|-DA=\"x\"|b",
        "gcc \"-DA=\\\"x y\\\"\"~gcc|-DA=\"x y\"",
        "gcc '' b~gcc||b",
        "gcc a\\ b~gcc|a b",
        "gcc '$(rm -rf x)'~gcc|$(rm -rf x)",
    })
    void wordsAreSplitAsAShellDoes(String line, String words) {
        assertThat(ShellWords.split(line)).containsExactly(words.split("\\|", -1));
    }
}

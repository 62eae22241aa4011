package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeScanTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.toRealPath().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Set<Path> reached(Set<Path> wanted, Path source, String... options) {
        List<String> arguments = new ArrayList<>(List.of("cc"));
        arguments.addAll(List.of(options));
        arguments.add(source.toString());
        return new IncludeScan(wanted).reached(new CompileCommand(folder, source, arguments));
    }

    @Test
    void theSourceItself() throws IOException {
        Path source = write("a.c", "");

        assertThat(reached(Set.of(source), source)).containsExactly(source);
    }

    @Test
    void headersBesideTheSourceAndBelowTheFoldersOfTheCommand() throws IOException {
        Path beside = write("src/b.h", "#include <deep/c.h>\n");
        Path deep = write("include/deep/c.h", "# include \"d.h\"\n");
        Path last = write("include/deep/d.h", "");
        Path source = write("src/a.c", "#include \"b.h\"\n");

        assertThat(reached(Set.of(beside, deep, last), source, "-Iinclude")).containsExactlyInAnyOrder(beside, deep, last);
        assertThat(reached(Set.of(beside, deep, last), source, "-isystem", "include")).hasSize(3);
        assertThat(reached(Set.of(beside, deep, last), source)).containsExactly(beside);
    }

    @Test
    void theFirstFolderWins() throws IOException {
        Path first = write("one/x.h", "");
        Path second = write("two/x.h", "");
        Path source = write("a.c", "#include <x.h>\n");

        assertThat(reached(Set.of(first, second), source, "-Ione", "-Itwo")).containsExactly(first);
    }

    @Test
    void circlesEnd() throws IOException {
        Path one = write("one.h", "#include \"two.h\"\n");
        write("two.h", "#include \"one.h\"\n");
        Path source = write("a.c", "#include \"two.h\"\n");

        assertThat(reached(Set.of(one), source)).containsExactly(one);
    }

    @Test
    void aMacroThatIsMadeOfOthersMayNameAnyHeader() throws IOException {
        Path header = write("x.h", "");
        Path other = write("b.c", "");
        Path source = write("a.c", "#define HEADER MAKE(x)\n#include HEADER\n");

        assertThat(reached(Set.of(header, other), source)).containsExactly(header);
    }

    @Test
    void aMacroThatNobodyDefinesNamesNothing() throws IOException {
        Path header = write("x.h", "");
        Path source = write("a.c", "#ifdef HEADER\n#include HEADER\n#endif\n");

        assertThat(reached(Set.of(header), source)).isEmpty();
    }

    @Test
    void aMacroThatNamesAHeaderIsFollowed() throws IOException {
        Path one = write("one.h", "");
        Path two = write("two.h", "");
        write("config.h", "#define HEADER \"two.h\"\n");
        Path source = write("a.c", "#include \"config.h\"\n#include HEADER\n");

        assertThat(reached(Set.of(one, two), source)).containsExactly(two);
        assertThat(reached(Set.of(one, two), source, "-DHEADER=\"one.h\"")).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void whatTheCommandForcesIn() throws IOException {
        Path header = write("config.h", "");
        Path source = write("a.c", "");

        assertThat(reached(Set.of(header), source, "-include", "config.h")).containsExactly(header);
    }

    @Test
    void nothingOfIt() throws IOException {
        Path header = write("x.h", "");
        Path source = write("a.c", "#include <stdio.h>\n// #include \"x.h\" is gone\n");

        assertThat(reached(Set.of(header), source)).isEmpty();
    }
}

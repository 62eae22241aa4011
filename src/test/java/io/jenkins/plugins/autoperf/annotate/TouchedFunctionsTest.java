package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a diff and compile commands to functions, over several translation units. */
class TouchedFunctionsTest {
    private static final String FUNCTION = "int NAME(int a) {\n  for (int i = 0; i < a; i++) a += i;\n  return a;\n}\n";

    @TempDir
    static Path cache;

    @TempDir
    Path temporary;

    private static Path program;

    private Path folder;
    private final List<CompileCommand> commands = new ArrayList<>();
    private final List<FileChange> changed = new ArrayList<>();
    private final List<String> readSources = new ArrayList<>();

    @BeforeAll
    static void locate() throws Exception {
        program = BuiltSyntax.find(cache);
    }

    @BeforeEach
    void resolve() throws IOException {
        folder = temporary.toRealPath();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path source(String name, String text, String... options) throws IOException {
        Path file = write(name, text);
        List<String> arguments = new ArrayList<>(List.of("gcc"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-c", name));
        commands.add(new CompileCommand(folder, file, arguments));
        return file;
    }

    private void change(Path file, LineRange... ranges) {
        changed.add(new FileChange(file, FileChange.Kind.MODIFIED, file, List.of(ranges), ""));
    }

    private Touched touched() {
        return TouchedFunctions.find(
                new Changes(folder, "0123456789abcdef", changed, List.of()),
                commands,
                BuiltSyntax.options(program),
                (read, total, source) -> readSources.add(source));
    }

    private static List<String> names(Touched touched) {
        return touched.functions().stream().map(FunctionChange::name).toList();
    }

    @Test
    void readsOnlySourcesThatIncludeWhatChanged() throws IOException {
        Path header = write("x.h", "#define X 1\n");
        source("uses.c", "#include \"x.h\"\n" + FUNCTION.replace("NAME", "uses").replace("return a", "return a + X"));
        source("not.c", FUNCTION.replace("NAME", "not_using"));
        change(header, LineRange.lines(1, 1));

        Touched touched = touched();

        assertThat(names(touched)).containsExactly("uses");
        assertThat(readSources).containsExactly("uses.c");
        assertThat(touched.read()).isEqualTo(1);
        assertThat(touched.units()).isEqualTo(2);
    }

    @Test
    void aFunctionOfAHeaderIsListedOnce() throws IOException {
        Path header = write("x.h", "static inline " + FUNCTION.replace("NAME", "shared"));
        source("a.c", "#include \"x.h\"\nint a(int n) {\n  return shared(n) + shared(n + 1);\n}\n");
        source("b.c", "#include \"x.h\"\nint b(int n) {\n  return shared(n) + shared(n + 1);\n}\n");
        change(header, LineRange.lines(2, 2));

        assertThat(names(touched())).containsExactly("a", "b", "shared");
    }

    @Test
    void oneSourceCompiledInTwoWays() throws IOException {
        String text = "#ifdef FAST\n" + FUNCTION.replace("NAME", "fast") + "#else\n" + FUNCTION.replace("NAME", "slow") + "#endif\n";
        Path file = source("a.c", text);
        source("a.c", text, "-DFAST");
        change(file, LineRange.lines(1, 11));

        assertThat(names(touched())).containsExactly("fast", "slow");
    }

    @Test
    void beyondTheLimitUsersAreNamedButNotAnnotated() throws IOException {
        Path header = write("x.h", "#define X 1\n");
        source("a.c", "#include \"x.h\"\n" + IntStream.range(0, 60)
                .mapToObj(i -> FUNCTION.replace("NAME", "f" + (10 + i)).replace("return a", "return a + X"))
                .collect(Collectors.joining()));
        change(header, LineRange.lines(1, 1));

        Touched touched = touched();

        assertThat(touched.functions()).hasSize(60);
        assertThat(touched.annotated()).hasSize(50).extracting(FunctionChange::name).contains("f10").doesNotContain("f60");
        assertThat(touched.functions().get(59).skip()).isEqualTo("more than 50 functions use the macro X");
    }

    @Test
    void sourcesAreSparedWhereTheLimitIsReachedAnyway() throws IOException {
        Path header = write("x.h", "#define X 1\n");
        for (int unit = 0; unit < 20; unit++) {
            String text = "#include \"x.h\"\n";
            for (int i = 0; i < 10; i++) {
                text += FUNCTION.replace("NAME", "f" + (10 + unit) + "_" + i).replace("return a", "return a + X");
            }
            source("a" + (10 + unit) + ".c", text);
        }
        change(header, LineRange.lines(1, 1));

        Touched touched = touched();

        assertThat(touched.annotated()).hasSize(50);
        assertThat(touched.read()).isEqualTo(8);
        assertThat(touched.warnings()).anyMatch(warning -> warning.startsWith("12 sources were not read"));
    }

    @Test
    void whateverTouchesNoFunctionIsListedWithItsReason() throws IOException {
        Path header = write("x.h", "#define UNUSED 1\nint declared(int);\n");
        Path lonely = write("lonely.h", "#define X 1\n");
        Path text = write("notes.txt", "changed\n");
        Path unbuilt = write("unbuilt.c", FUNCTION.replace("NAME", "unbuilt"));
        Path file = source("a.c", "#include \"x.h\"\n#if 0\nint x;\n#endif\n;\n" + FUNCTION.replace("NAME", "f"));
        change(header, LineRange.lines(1, 1), LineRange.lines(2, 2));
        change(lonely, LineRange.lines(1, 1));
        change(text, LineRange.lines(1, 1));
        change(unbuilt, LineRange.lines(2, 2));
        change(file, LineRange.lines(3, 3), LineRange.lines(5, 5));
        changed.add(new FileChange(folder.resolve("gone.c"), FileChange.Kind.DELETED, folder.resolve("gone.c"), List.of(), "deleted"));

        Touched touched = touched();

        assertThat(touched.functions()).isEmpty();
        assertThat(touched.leftOut()).extracting(left -> folder.relativize(left.file()) + " " + left.lines() + " " + left.reason()).containsExactly(
                "x.h 1-1 the macro UNUSED: no function that was read uses it",
                "x.h 2-2 a declaration or #include, nothing runs there",
                "lonely.h  no source that is compiled includes it",
                "notes.txt  no C or C++ source",
                "unbuilt.c  no compile command builds it",
                "a.c 3-3 the preprocessor leaves it out here",
                "a.c 5-5 outside every definition",
                "gone.c  deleted");
    }

    @Test
    void withoutCompileCommandsSourcesAreReadAsTheyLieThere() throws IOException {
        Path file = write("src/a.c", "#include \"x.h\"\n" + FUNCTION.replace("NAME", "f"));
        write("include/x.h", "#define X 1\n");
        change(file, LineRange.lines(3, 3));

        Touched touched = touched();

        assertThat(names(touched)).containsExactly("f");
        assertThat(touched.warnings()).hasSize(1).allMatch(warning -> warning.contains("no compile commands"));
    }

    @Test
    void aSourceThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
        Path good = source("good.c", FUNCTION.replace("NAME", "good"));
        Path broken = source("broken.c", "#include \"nowhere.h\"\n" + FUNCTION.replace("NAME", "broken"));
        Path gone = folder.resolve("gone.c");
        commands.add(new CompileCommand(folder, gone, List.of("gcc", "-c", "gone.c")));
        change(good, LineRange.lines(2, 2));
        change(broken, LineRange.lines(3, 3));
        change(gone, LineRange.lines(1, 1));

        Touched touched = touched();

        assertThat(names(touched)).containsExactly("broken", "good");
        assertThat(touched.warnings()).hasSize(2).anyMatch(warning -> warning.contains("nowhere.h")).anyMatch(warning -> warning.contains("gone.c"));
    }
}

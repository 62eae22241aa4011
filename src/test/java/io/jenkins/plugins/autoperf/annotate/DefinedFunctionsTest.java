package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files define, whatever changed in them. */
class DefinedFunctionsTest {
    @TempDir
    static Path cache;

    @TempDir
    Path temporary;

    private static Path program;

    private Path folder;
    private final List<CompileCommand> commands = new ArrayList<>();

    @BeforeAll
    static void locate() throws Exception {
        program = BuiltSyntax.find(cache);
    }

    @BeforeEach
    void resolve() throws IOException {
        folder = temporary.toRealPath();
    }

    private static String function(String name) {
        return "static inline int " + name + "(int a) {\n  for (int i = 0; i < a; i++) a += i;\n  return a;\n}\n";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path source(String name, String text) throws IOException {
        Path file = write(name, text);
        commands.add(new CompileCommand(folder, file, List.of("gcc", "-c", name)));
        return file;
    }

    private DefinedFunctions in(Path... files) {
        return DefinedFunctions.in(List.of(files), commands, program, "", Duration.ofSeconds(60), folder);
    }

    @Test
    void allFunctionsOfTheFilesAndNoneOfOthers() throws IOException {
        write("other.h", "#define LIMIT 3\n" + function("elsewhere"));
        Path one = source("one.c", "#include \"other.h\"\n#define MINE LIMIT\n" + function("f") + "#if 0\n" + function("left_out") + "#endif\n" + function("g"));
        source("two.c", function("h"));

        assertThat(in(one).functions()).extracting(FunctionChange::signature).containsExactly("f(int)", "g(int)");
        assertThat(in(one).trouble()).isEmpty();
    }

    @Test
    void whatOnlyUsesAHeaderIsNotInIt() throws IOException {
        Path header = write("x.h", "#define LIMIT 3\nstruct p { int x; };\n" + function("inside"));
        source("user.c", "#include \"x.h\"\nint user(struct p *p) {\n  return inside(p->x + LIMIT) + inside(LIMIT);\n}\n");

        assertThat(in(header).functions()).extracting(FunctionChange::signature).containsExactly("inside(int)");
    }

    @Test
    void aHeaderIsReadWithASourceThatIncludesItIndeed() throws IOException {
        Path header = write("x.h", function("inside"));
        source("a.c", "#ifdef NEVER\n#include \"x.h\"\n#endif\nint a;\n");
        source("b.c", "#include \"x.h\"\nint b(int n) {\n  return inside(n) + inside(1);\n}\n");

        assertThat(in(header).functions()).extracting(FunctionChange::signature).containsExactly("inside(int)");
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        Path broken = source("broken.c", "int f(void) { return }\n");
        assertThat(in(broken).trouble()).singleElement().asString().contains("broken.c: Clang found an error");
        assertThat(in(folder.resolve("none.c")).functions()).isEmpty();
    }
}

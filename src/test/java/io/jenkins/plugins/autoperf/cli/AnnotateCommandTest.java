package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotateCommandTest {
    private static final String SOURCE = "int f(int a) {\n  for (int i = 0; i < a; i++) a += i;\n  return a;\n}\nint main(void) {\n  return f(3);\n}\n";

    @TempDir
    Path temporary;

    private final CapturedConsole console = new CapturedConsole();
    private Path folder;

    @BeforeEach
    void makeRepository() throws Exception {
        folder = Files.createDirectory(temporary.toRealPath().resolve("project"));
        Files.writeString(folder.resolve("a.c"), SOURCE);
        Files.writeString(folder.resolve("compile_commands.json"), "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"gcc -c a.c\"}]");
        try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("one").setSign(false).call();
        }
    }

    private int run(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "annotate";
        System.arraycopy(options, 0, args, 1, options.length);
        args[args.length - 1] = folder.toString();
        int code = Main.run(folder, console.console(), args);
        assumeTrue(!console.err().contains("There is no libclang"), "this machine has no libclang");
        return code;
    }

    private void change() throws Exception {
        Files.write(folder.resolve("a.c"), SOURCE.replace("a += i", "a += 2 * i").replace("f(3)", "f(4)").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void listsFunctionsAndReasons() throws Exception {
        change();

        assertThat(run("--since", "main")).isZero();
        assertThat(console.out())
                .startsWith("2 functions touched since main (")
                .contains("1 to be annotated. Read 1 of 1 translation unit.")
                .contains("  a.c:1  f(int)  line 2 changed\n")
                .contains("Touched, but not to be annotated:\n  a.c:5  main()  main: the whole program (line 6 changed)\n");
    }

    @Test
    void printsJson() throws Exception {
        change();

        assertThat(run("--since", "HEAD", "--json")).isZero();
        JsonNode document = new ObjectMapper().readTree(console.out());
        assertThat(document.path("functions").path(0).path("file").asText()).isEqualTo(folder.resolve("a.c").toString());
        assertThat(document.path("functions").path(0).path("signature").asText()).isEqualTo("f(int)");
        assertThat(document.path("functions").path(0).path("insert").asInt()).isEqualTo(SOURCE.indexOf('{') + 1);
    }

    @Test
    void listsJavaMethodsAsTheirSourcesShowThem() throws Exception {
        Files.writeString(folder.resolve("T.java"), "class T {\n    int a = 1;\n    int f(String s) {\n        return s.length();\n    }\n}\n");

        assertThat(run("--since", "main")).isZero();
        assertThat(console.out())
                .startsWith("1 function touched since main (")
                .contains("  T.java:3  T.f(String)  line 3 changed\n")
                .contains("Warning: Java methods are listed as their sources show them. \"autoperf run\" annotates those that the program loads")
                .doesNotContain("Changes that touch no function");
    }

    @Test
    void nothingChanged() {
        assertThat(run("--since", "HEAD")).isZero();
        assertThat(console.out()).startsWith("0 functions touched since HEAD");
    }

    @Test
    void aCommitThatIsNotThereIsOneSentence() {
        assertThat(run("--since", "origin/nowhere")).isEqualTo(3);
        assertThat(console.err()).startsWith("autoperf: There is no commit origin/nowhere in " + folder).doesNotContain("\tat ");
    }

    @Test
    void aLibraryThatIsNotThereIsOneSentence() throws Exception {
        change();

        assertThat(run("--since", "HEAD", "--libclang", "/nowhere/libclang.so")).isEqualTo(6);
        assertThat(console.err()).contains("/nowhere/libclang.so").doesNotContain("\tat ");
    }

    @Test
    void compileCommandsThatAreNoneAreOneSentence() throws Exception {
        Files.writeString(folder.resolve("compile_commands.json"), "nonsense");

        assertThat(run("--since", "HEAD")).isEqualTo(5);
        assertThat(console.err()).contains("compile_commands.json is no compilation database").doesNotContain("\tat ");
    }

    @Test
    void theCommitMustBeNamed() {
        assertThat(run()).isEqualTo(3);
        assertThat(console.err()).contains("--since");
    }
}

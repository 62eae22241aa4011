package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.build.Compilation.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in PATH before the compilers. */
@EnabledOnOs(OS.LINUX)
class AnnotatingCompilerTest {
    private static final String[] SUM = {
        "int sum(const int *t, int n)",
        "{",
        "    int s = 0;",
        "    for (int i = 0; i < n; i++) { if (t[i] < 0) { goto out; } if (t[i] > 100) { return -1; } s += t[i]; }",
        "out:",
        "    return s;",
        "}"
    };
    private static final String[] MAIN = {
        "int sum(const int *t, int n);",
        "int main(void) { int a[] = {1, 2}, b[] = {-1, 0}, c[] = {101, 0}; return sum(a, 2) + sum(b, 2) + sum(c, 2) == 2 ? 0 : 1; }"
    };
    private static final List<String> THREE_TIMES = List.of("+sum(const int *, int)", "-sum(const int *, int)", "+sum(const int *, int)",
            "-sum(const int *, int)", "+sum(const int *, int)", "-sum(const int *, int)");

    @TempDir
    Path folder;

    private Project sums() throws IOException {
        return Project.in(folder, "gcc").changed("src/sum.c", SUM).file("src/main.c", MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gcc -c src/sum.c -o sum.o && gcc -c src/main.c && gcc -o p sum.o main.o",
        "gcc -O2 -o p src/sum.c src/main.c",
        "echo '-O2 -o \"p\" src/sum.c' > args; echo @args src/main.c > more; gcc @more",
        "gcc -std=c89 -pedantic -Wall -Wextra -Werror -Wno-pedantic -std=gnu99 -o p src/sum.c src/main.c",
        "gcc -flto -O3 -o p src/sum.c src/main.c",
        "gcc -xc src/sum.c src/main.c -o p",
        "cd src && gcc -S sum.c main.c && gcc -o ../p sum.s main.s",
        "cp src/sum.c src/sum.in && gcc -E src/sum.c -o sum.i && gcc -o p sum.i src/main.c",
        "ln -s src other && gcc -o p other/sum.c src/main.c",
        "gcc -o p \"$PWD/src/../src/sum.c\" src/main.c",
        "env -i PATH=\"$PATH\" gcc -o p src/sum.c src/main.c"
    })
    void everyWayOfCompilingAChangedFileAnnotatesIt(String line) throws Exception {
        Project project = sums();
        AnnotatedBuild build = project.build(line);
        assertThat(build.annotated()).extracting(AnnotatedFunction::region).containsExactly("sum(const int *, int)");
        assertThat(build.annotated().get(0).place()).isEqualTo("src/sum.c:1");
        assertThat(project.trace("./p")).isEqualTo(THREE_TIMES);
    }

    @Test
    void clangIsGivenCopiesToo() throws Exception {
        Project project = Project.in(folder, "clang-14").changed("sum.c", SUM).file("main.c", MAIN);
        project.build("clang-14 -O2 -g -Wall -Wextra -Werror -pedantic -MD -MF d -c sum.c -o sum.o && clang-14 -o p sum.o main.c");
        assertThat(project.trace("./p")).isEqualTo(THREE_TIMES);
        assertThat(project.tree.resolve("d")).hasContent("sum.o: sum.c");
    }

    @Test
    void whatIsNotTouchedIsCompiledByTheRealCompilerAlone() throws Exception {
        Project project = sums();
        AnnotatedBuild build = project.build("gcc -c src/main.c");
        assertThat(build.log().compilations()).extracting(Compilation::outcome).containsExactly(Outcome.PLAIN);
        assertThat(project.run(Map.of(), "sh", "-c", "gcc -c src/main.c -o plain.o && cmp plain.o main.o")).isZero();
    }

    @Test
    void placesInTheProgramStayThoseOfTheOriginal() throws Exception {
        Project project = Project.in(folder, "gcc", "objdump").changed(
                "src/where.c",
                "#include <stdio.h>",
                "#include \"beside.h\"",
                "int main(void) {",
                "    for (int i = 0; i < 1; i++) printf(\"%s:%d %s %s\\n\", __FILE__, __LINE__, __BASE_FILE__, BESIDE);",
                "    return 0;",
                "}",
                "int f(int n) { while (n > 0) n -= 2; return n; }");
        project.file("src/beside.h", "#define BESIDE __FILE__");
        AnnotatedBuild build = project.build(
                "gcc -g -MD -MF where.d -c src/where.c -o where.o && gcc -o p where.o && ./p && objdump --dwarf=info where.o | grep DW_AT_name");
        assertThat(build.annotated()).extracting(AnnotatedFunction::name).contains("f");
        assertThat(project.output()).startsWith("src/where.c:4 src/where.c src/where.c\n").contains("src/where.c").doesNotContain("shadow");
        assertThat(Files.readString(project.tree.resolve("where.d"))).startsWith("where.o: src/where.c ").contains("src/beside.h")
                .doesNotContain("session");
    }

    @Test
    void functionsInAHeaderAreAnnotatedHoweverItIsIncluded() throws Exception {
        Project project = Project.in(folder, "gcc").changed(
                "include/deep/h.h",
                "#ifndef H",
                "#define H",
                "#include \"sister.h\"",
                "static inline int h(int n) { int s = SISTER; for (int i = 0; i < n; i++) s += i; return s; }",
                "#endif");
        project.file("include/deep/sister.h", "#define SISTER 1")
                .file("include/all.h", "#include <deep/h.h>")
                .file("a/a.c", "#include \"../include/deep/h.h\"", "int a(int n) { return h(n); }")
                .file("b.c", "#include <deep/h.h>", "int b(int n) { return h(n); }")
                .file("c.c", "#include \"all.h\"", "int c(int n) { return h(n); }")
                .file("d.c", "int d(int n) { return h(n); }")
                .file("none.c", "int none(int n) { return n; }")
                .file("main.c", "int a(int), b(int), c(int), d(int);", "int main(void) { return a(1) + b(1) + c(1) + d(1) - 4; }");
        AnnotatedBuild build = project.build(
                "gcc -Iinclude -c a/a.c b.c c.c none.c main.c && gcc -include include/deep/h.h -c d.c && gcc -o p *.o");
        assertThat(project.trace("./p")).filteredOn(line -> line.startsWith("+include")).hasSize(4)
                .containsOnly("+include/deep/h.h:h(int)");
        assertThat(build.annotated()).extracting(AnnotatedFunction::place).contains("include/deep/h.h:4");
    }

    @Test
    void aFileThatDoesNotCompileAnnotatedIsCompiledAsItWas() throws Exception {
        Project project = sums();
        project.changed("strict.c", "int strict(int n) {", "    while (n > 3) n--;", "    return n;", "}",
                "#ifdef AUTOPERF_GUARD_", "#error no guards here", "#endif");
        AnnotatedBuild build = project.build("gcc -c strict.c");
        Compilation compilation = build.log().compilations().get(0);
        assertThat(compilation.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(compilation.reason()).contains("no guards here");
        assertThat(build.annotated()).isEmpty();
        assertThat(build.log().leftOut()).hasSize(1).containsValue("its file does not compile annotated");
        assertThat(project.errors()).isEmpty();
        assertThat(project.tree.resolve("strict.o")).exists();
    }

    @Test
    void aFunctionThatRefusesAGuardDoesNotKeepTheOthersFromTheirs() throws Exception {
        Project project = sums();
        project.changed("two.c",
                "int good(int n) { while (n > 3) n -= 2; return n; }",
                "#define const *",
                "int bad(int n) { while (n > 3) n -= 2; return n; }");
        AnnotatedBuild build = project.build("gcc -c two.c");
        assertThat(build.annotated()).extracting(AnnotatedFunction::name).containsExactly("good");
        assertThat(build.log().leftOut()).containsValue("the compiler refuses a guard there");
    }

    @Test
    void errorsAndWarningsAreTheCompilersOwnAndSoIsTheExitCode() throws Exception {
        Project project = sums();
        project.changed("wrong.c", "int wrong(int n) {", "    while (n > 1) n--;", "    return m;", "}");
        assertThatThrownBy(() -> project.build("gcc -c wrong.c")).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("The build of the candidate (gcc -c wrong.c) ended with exit code 1")
                .hasMessageContaining("wrong.c:3:12: error").hasMessageNotContaining("AUTOPERF");
    }

    @Test
    void warningsOfAnAnnotatedFileAreShown() throws Exception {
        Project project = sums();
        project.changed("warn.c", "int warn(int n) {", "    int unused = 1;", "    while (n > 1) n--;", "    return n;", "}");
        project.build("gcc -Wall -c warn.c");
        assertThat(project.errors()).contains("warn.c:2:9: warning: unused variable");
    }

    @Test
    void everyWayOutOfACppFunctionEndsTheRegion() throws Exception {
        Project project = Project.in(folder, "g++").changed(
                "a.cc",
                "#include <stdexcept>",
                "namespace n {",
                "struct S {",
                "    int v = 0;",
                "    explicit S(int x) : v(x) { for (int i = 0; i < x; i++) v += i; }",
                "    ~S() { while (v > 0) v--; }",
                "    int operator()(int q) const { int r = v; while (q-- > 0) r += q; return r; }",
                "};",
                "template <class T> T twice(T t) { for (int i = 0; i < 1; i++) t += t; return t; }",
                "int thrower(int x) { while (x > 3) x--; if (x == 3) throw std::runtime_error(\"x\"); return 0; }",
                "int catcher() { try { return thrower(9); } catch (const std::exception &) { int c = 3; while (c > 0) c--; return c; } }",
                "}",
                "int main() {",
                "    auto l = [](int z) { while (z > 4) z--; return z; };",
                "    { n::S s(2); s(1); }",
                "    return n::catcher() + n::twice(2) + l(4) - 8;",
                "}");
        project.build("g++ -std=c++17 -O1 -Wall -Wextra -Wshadow -Werror -o p a.cc");
        assertThat(project.trace("./p")).containsExactly(
                "+n::S::S(int)", "-n::S::S(int)", "+n::S::operator()(int) const", "-n::S::operator()(int) const", "+n::S::~S()", "-n::S::~S()",
                "+n::catcher()", "+n::thrower(int)", "-n::thrower(int)", "-n::catcher()", "+n::twice(T)", "-n::twice(T)",
                "+main()::{lambda#1}", "-main()::{lambda#1}");
    }

    @Test
    void functionsOfTheSameNameInDifferentFilesAreToldApart() throws Exception {
        Project project = Project.in(folder, "gcc")
                .changed("x/a.c", "static int help(int n) { while (n > 3) n -= 2; return n; }", "int a(int n) { return help(n) + help(n + 1); }")
                .changed("y/a.c", "static int help(int n) { while (n > 5) n -= 2; return n; }", "int b(int n) { return help(n) + help(n + 1); }");
        AnnotatedBuild build = project.build("gcc -c x/a.c -o 1.o && gcc -c y/a.c -o 2.o");
        assertThat(build.annotated()).extracting(AnnotatedFunction::region).contains("x/a.c:help(int)", "y/a.c:help(int)");
    }

    @Test
    void aFileWithAByteOrderMarkWindowsLineEndsAndLatin1IsAnnotated() throws Exception {
        Project project = Project.in(folder, "gcc").file("main.c", "int f(int);", "int main(void) { return f(9) - 3; }");
        byte[] text = "\u00ef\u00bb\u00bfint f(int n)\r\n{\r\n    /* gr\u00fcn */ const char *s = \"\u00fc\";\r\n    while (n > 3) n--;\r\n    return n + 0 * *s;\r\n}\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(project.tree.resolve("f.c"), text);
        project.change("f.c", 4, 4).build("gcc -o p f.c main.c");
        assertThat(project.trace("./p")).containsExactly("+f(int)", "-f(int)");
    }

    @Test
    void linesAreCompiledInParallelAndLoggedWhole() throws Exception {
        Project project = Project.in(folder, "gcc", "make");
        StringBuilder objects = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            project.changed("f" + i + ".c", "int f" + i + "(int n) { while (n > 3) n--; return n; }");
            objects.append(" f").append(i).append(".o");
        }
        project.file("Makefile", "all:" + objects);
        AnnotatedBuild build = project.build("make -j4");
        assertThat(build.log().compilations()).hasSize(12);
        assertThat(build.annotated()).hasSize(12);
    }

    @Test
    void aRegionThatIsExcludedLeavesTheProgramWithTheNextBuild() throws Exception {
        Project project = sums().file("Makefile", "p: src/sum.o src/main.o", "\t$(CC) -o $@ $^");
        AnnotatedBuild build = project.build("make");
        assertThat(project.trace("./p")).hasSize(6);
        build.exclude(List.of("sum(const int *, int)"));
        build.run("make", Limits.DEFAULT.build());
        assertThat(project.trace("./p")).isEmpty();
        assertThat(build.annotated()).isEmpty();
    }

    @Test
    void theCompilerThatTheUserNamesIsUsed() throws Exception {
        Project project = sums();
        CompilerSession session = CompilerSession.create(
                folder.resolve("s"), project.tree, Wanted.touched(
                        new Changes(project.tree, "", List.of(), List.of()), project.tree, Limits.DEFAULT));
        Path own = Files.createDirectories(folder.resolve("own/bin")).resolve("mycc");
        Files.writeString(own, "#!/bin/sh\necho mine \"$@\"\n");
        assertThat(own.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = session.environment(Map.of("PATH", System.getenv("PATH"), "CC", "ccache " + own + " -m64", "CXX", "g++ -O1"));
        assertThat(environment.get("CC")).startsWith("ccache ").endsWith("named/mycc -m64");
        assertThat(environment.get("CXX")).endsWith("bin/g++ -O1");
        String compiler = environment.get("CC").split(" ")[1];
        Process process = new ProcessBuilder(compiler, "-m64", "--version").start();
        assertThat(process.inputReader().readLine()).isEqualTo("mine -m64 --version");
        assertThat(environment).doesNotContainKey("HOSTCC");
        assertThat(session.environment(Map.of("CC", "/", "CXX", "/ -O1"))).containsEntry("CC", "/").containsEntry("CXX", "/ -O1");
    }

    @Test
    void ccacheNeverGivesAnObjectOfOtherAnnotations() throws Exception {
        Project project = Project.in(folder, "gcc", "ccache").changed("src/sum.c", SUM).file("src/main.c", MAIN);
        String line = "export CCACHE_DIR=" + folder.resolve("cache") + "; ccache gcc -c src/sum.c -o sum.o && ccache gcc -c src/main.c -o main.o && gcc -o p sum.o main.o";
        AnnotatedBuild build = project.build(line);
        assertThat(project.trace("./p")).isEqualTo(THREE_TIMES);
        build.exclude(List.of("sum(const int *, int)"));
        build.run(line, Limits.DEFAULT.build());
        assertThat(project.trace("./p")).isEmpty();
    }
}

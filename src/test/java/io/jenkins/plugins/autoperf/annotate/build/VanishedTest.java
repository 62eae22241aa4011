package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.annotate.Diff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which functions only the earlier version has, from builds of both. */
@EnabledOnOs(OS.LINUX)
class VanishedTest {
    private static final String BUILD =
            "for f in *.c; do [ ! -e $f ] || cc -c $f || exit 1; done; for f in *.cc; do [ ! -e $f ] || c++ -c $f || exit 1; done";

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void repository() throws Exception {
        project = Project.in(folder, "git", "cc", "c++");
        git("init", "-q");
    }

    private static String function(String head) {
        return head + " { int s = 0; for (int i = 0; i < 9; i++) s += i * i; return s; }";
    }

    private void git(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e"));
        line.addAll(List.of(arguments));
        assertThat(project.run(Map.of(), line.toArray(String[]::new))).isZero();
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("commit", "-qm", "one");
    }

    private void delete(String name) throws IOException {
        Files.delete(project.tree.resolve(name));
    }

    /** Without the id of the commit. */
    private List<String> gone() {
        try (TwoVersions versions = new TwoVersions(
                Diff.since(project.tree, "HEAD"), Path.of(""), BUILD, Limits.DEFAULT, Optional.empty(), sentence -> {})) {
            versions.buildCandidate();
            assertThat(versions.gone()).isEmpty();
            versions.buildReference();
            return versions.gone().stream().map(sentence -> sentence.replaceFirst(" of [0-9a-f]{10}\\)", " of BASE)")).toList();
        }
    }

    @Test
    void deletedFunctionsAreNamedWithWhereTheyWere() throws Exception {
        project.file("x.h", function("static inline int in_header(void)"));
        project.file("a.c", "#include \"x.h\"", "int stays(void) { return in_header(); }", function("static int hidden(void)"), "int calls(void) { return hidden(); }");
        project.file("lost.c", function("int in_lost_file(int a)"));
        commit();
        project.file("x.h", "/* empty */");
        project.file("a.c", "#include \"x.h\"", "int stays(void) { return 3; }", function("int fresh(void)"));
        delete("lost.c");

        assertThat(gone()).containsExactly(
                "hidden (a.c:3 of BASE) is gone: this version compiles no such function.",
                "calls (a.c:4 of BASE) is gone: this version compiles no such function.",
                "in_lost_file (lost.c:1 of BASE) is gone: this version compiles no such function.",
                "in_header (x.h:1 of BASE) is gone: this version compiles no such function.");
    }

    @Test
    void whatWasMovedOrRenamedAroundItIsNotGone() throws Exception {
        String[] many = new String[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = function("int f" + i + "(void)");
        }
        project.file("whole.c", many);
        project.file("scope.cc", "namespace old {", function("int moved(int a)"), "}", function("int grown(int a)"), function("static int inner(int a)"), "int use() { return inner(1); }");
        project.file("renamed.c", function("int in_renamed(void)"), function("int other(void)"));
        commit();
        // The new file is a copy to git, so that no line of it is new.
        project.file("half.c", Arrays.copyOfRange(many, 0, 15));
        project.file("whole.c", Arrays.copyOfRange(many, 15, 20));
        project.file("scope.cc", "namespace fresh {", function("int moved(int a)"), "}", function("int grown(int a, int b)"), function("int inner(int a)"), "int use() { return inner(1); }");
        delete("renamed.c");
        project.file("again.c", function("int in_renamed(void)"), function("int other(void)"));

        assertThat(gone()).isEmpty();
    }

    @Test
    void oneOfSeveralOfTheSameNameIsGoneThoughTheOthersStay() throws Exception {
        project.file("a.cc", "namespace n {", function("int f(int)"), function("int f(long)"), function("int f(char)"), "}", "namespace m {", function("int f(char)"), "}");
        commit();
        project.file("a.cc", "namespace n {", function("int f(int)"), function("int f(long)"), "}", "namespace m {", function("int f(char)"), "}");

        assertThat(gone()).containsExactly("n::f(char) (a.cc:4 of BASE) is gone: this version compiles no such function.");
    }

    @Test
    void programsOfOneProjectHaveFunctionsOfTheSameName() throws Exception {
        project.file("one.c", function("int usage(int a)"), "int main(int argc, char **argv) { return usage(argc); }");
        project.file("two.c", function("int usage(int a)"), function("int lost(int a)"), "int main(int argc, char **argv) { return usage(argc); }");
        commit();
        project.file("one.c", function("int usage(int a, int b)"), "int main(void) { return usage(1, 2); }");
        delete("two.c");
        project.file("second.c", function("int usage(int a)"), "/* lost */", "int main(int argc, char **argv) { return usage(argc); }");

        assertThat(gone()).containsExactly("lost (two.c:2 of BASE) is gone: this version compiles no such function.");
    }

    @Test
    void whatTheBuildNoLongerCompilesIsGoneFromIt() throws Exception {
        project.file("a.c", function("int f(void)"), function("int g(void)"));
        commit();
        project.file("a.c", function("int f(void)"), "#if 0", function("int g(void)"), "#endif");

        assertThat(gone()).containsExactly("g (a.c:2 of BASE) is gone: this version compiles no such function.");
    }

    @Test
    void aLambdaIsAPartOfItsFunction() throws Exception {
        project.file("a.cc", "int f(int a) { auto one = [](int b) { return b * b; }; auto two = [](int b) { return b + b; }; return one(a) + two(a); }");
        commit();
        project.file("a.cc", "int f(int a) { auto two = [](int b) { return b + b; }; return two(a); }");

        assertThat(gone()).isEmpty();
    }

    @Test
    void methodsOfJavaAreFoundInTheirSources() throws Exception {
        project.file("src/p/T.java", "package p;", "class T {", "    int stays(int a) { return a; }", "    int stays(long a) { return 1; }", "    int leaves() { return 2; }", "}");
        project.file("src/p/Old.java", "package p;", "class Old {", "    void moved() { }", "}");
        commit();
        project.file("src/p/T.java", "package p;", "class T {", "    int stays(int a) { return a + 1; }", "    void fresh() { }", "}");
        delete("src/p/Old.java");
        project.file("src/q/New.java", "package q;", "class New {", "    void moved() { }", "}");

        assertThat(gone()).containsExactly(
                "p.T.stays(long) (src/p/T.java:4 of BASE) is gone: this version has no such method.", "p.T.leaves (src/p/T.java:5 of BASE) is gone: this version has no such method.");
    }

    @Test
    void whereClangCannotReadTheCandidateNothingIsClaimed() throws Exception {
        project.file("a.c", function("int f(void)"), function("int g(void)"));
        commit();
        project.file("a.c", "int f(void) { int nested(int a) { return a; } return nested(3); }");

        assertThat(gone()).singleElement().asString().startsWith("Whether functions are gone is not known: ").contains("a.c: Clang found");
    }

    @Test
    void whereClangCannotReadTheReferenceItSaysThatMoreMayBeGone() throws Exception {
        project.file("a.c", "int f(void) { int nested(int a) { return a; } return nested(3); }", function("int g(void)"));
        commit();
        project.file("a.c", function("int f(void)"));

        assertThat(gone()).anyMatch(line -> line.startsWith("More functions may be gone: ") && line.contains("a.c: Clang found"));
    }
}

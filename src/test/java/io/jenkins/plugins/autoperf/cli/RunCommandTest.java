package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.annotate.TreeHash;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The whole way, from a change in a repository to the verdict on it. */
@EnabledOnOs(OS.LINUX)
class RunCommandTest extends InRepository {
    private static final String[] FAST = {"--counters", "software", "--runs", "8", "--warm-up", "0", "--overhead-pairs", "0", "--no-canaries", "--no-confirm"};

    @Override
    void program() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/make")), "make is not installed");
        write("look.h", "static inline unsigned mix(unsigned x) { x ^= x >> 16; x *= 0x45d9f3bu; return x ^ x >> 13; }",
                "unsigned look(const unsigned *t, int n, unsigned key);");
        write("look.c", "#include \"look.h\"",
                "static int tiny(int x) { for (int i = 0; i < 1; i++) x++; return x; }",
                "static unsigned step(unsigned x) { for (int i = 0; i < 1; i++) x = mix(x); return x; }",
                "unsigned look(const unsigned *t, int n, unsigned key)",
                "{",
                "    unsigned found = tiny(0);",
                "    for (int i = 0; i < n; i++)",
                "        found += step(t[i]) == key;",
                "    return found;",
                "}");
        write("main.c", "#include \"look.h\"", "#include <stdio.h>", "static unsigned t[20000];",
                "int main(void)", "{", "    unsigned r = 0;", "    for (int i = 0; i < 500; i++) r += look(t, 20000, i);",
                "    printf(\"%u\\n\", r);", "    return 0;", "}");
        write("Makefile", "CFLAGS = -O2", "bench: main.o look.o", "\t$(CC) -o $@ $^", "main.o look.o: look.h");
        write(".gitignore", "*.o", "bench");
    }

    private int run(CapturedConsole console, String... more) {
        List<String> line = new ArrayList<>(List.of("run", "--since", "HEAD", "--build", "make bench", "--directory", tree.toString(),
                "-o", folder.resolve("report").toString()));
        line.addAll(List.of(more));
        line.addAll(List.of(FAST));
        line.addAll(List.of("--", "./bench"));
        int code = Main.run(folder, console.console(), line.toArray(String[]::new));
        assumeTrue(!console.err().contains("libclang"), "libclang is not installed");
        return code;
    }

    @Test
    void aChangedFunctionThatBecameDearerIsFoundAndTheTreeStaysAsItIs() throws Exception {
        replace("look.c", "found += step(t[i]) == key", "found += mix(mix(mix(mix(mix(mix(mix(step(t[i])))))))) == key");
        replace("look.c", "x++; return x", "x += 2; return x");
        Map<String, String> before = TreeHash.of(tree);
        CapturedConsole console = new CapturedConsole();

        // On a busy machine a measurement may not be enough to be sure: it says so, and is made again.
        int code = run(console);
        for (int again = 0; code == 2 && again < 2; again++) {
            code = run(console, "--overwrite");
        }
        assertThat(code).as(console.err()).isEqualTo(1);

        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.regions()).hasSize(1);
        Report.Region look = report.regions().get(0);
        assertThat(look.verdict().region()).isEqualTo("look");
        assertThat(look.origin()).isEqualTo(new Report.Origin("look.c:4", "line 8 changed"));
        assertThat(report.warnings()).anyMatch(w -> w.startsWith("tiny is not measured: an execution takes 0.0"));
        assertThat(console.out()).contains("look.c:4: line 8 changed");
        assertThat(TreeHash.of(tree)).isEqualTo(before);
    }

    @Test
    void aChangeOfNoFunctionIsSaidAndIsNoRegression() throws Exception {
        replace("main.c", "#include <stdio.h>", "#include <stdio.h> /* prints */");
        CapturedConsole console = new CapturedConsole();
        assertThat(run(console)).isZero();
        assertThat(console.out()).contains("Nothing but comments, white space or deleted files changed");
    }

    @Test
    void aNewFunctionIsToldAsNewAndAMovedOneIsComparedWithWhatItWas() throws Exception {
        git("mv", "look.c", "seek.c");
        replace("Makefile", "look.o", "seek.o");
        replace("seek.c", "unsigned found = tiny(0);", "unsigned found = extra(t, n) & 1;");
        replace("seek.c", "static unsigned step", "static unsigned extra(const unsigned *t, int n) { unsigned s = 0; for (int i = 0; i < n; i++) s += mix(t[i]) / 3; return s; }\nstatic unsigned step");
        CapturedConsole console = new CapturedConsole();
        run(console);
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.regions()).extracting(r -> r.verdict().region()).contains("look", "extra");
        assertThat(report.regions()).filteredOn(r -> r.verdict().region().equals("look"))
                .allSatisfy(r -> assertThat(r.verdict().baselineExecutions()).isPositive());
        assertThat(report.warnings()).contains("extra (seek.c:3) is new: the reference has no such function.");
    }

    @Test
    void aFunctionThatIsGoneIsToldWithWhereItWas() throws Exception {
        replace("look.c", "static unsigned step(unsigned x) { for (int i = 0; i < 1; i++) x = mix(x); return x; }\n", "");
        replace("look.c", "step(t[i])", "mix(t[i])");
        CapturedConsole console = new CapturedConsole();
        assertThat(run(console)).as(console.err()).isIn(0, 1, 2);
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        String gone = "step (look.c:3 of " + report.baseline().name() + ") is gone: this version compiles no such function.";
        assertThat(report.warnings()).contains(gone);
        assertThat(console.err()).contains(gone);
        assertThat(Files.readString(folder.resolve("report/index.html"))).contains(gone);
    }

    @Test
    void aProgramThatExecutesNoneOfTheFunctionsHasNothingToMeasure() throws Exception {
        replace("main.c", "i < 500", "i < 0");
        replace("look.c", "found += step(t[i]) == key", "found += mix(step(t[i])) == key");
        CapturedConsole console = new CapturedConsole();
        assertThat(run(console)).as(console.err()).isZero();
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.summary())
                .isEqualTo("The program executes none of the functions that the change touches and that are annotated; there is nothing to measure.");
        assertThat(report.warnings()).contains("Not executed: look. What a statically linked program executes is not seen.");
    }

    @Test
    void whatTheRegionsCostIsEstimatedAndMeasuredOnRequest() throws Exception {
        replace("look.c", "found += step(t[i]) == key", "found += (step(t[i]) ^ 1) == key");
        replace("main.c", "i < 500", "i < 12000");
        CapturedConsole console = new CapturedConsole();
        run(console);
        assertThat(console.err()).contains("The regions cost an estimated 0.").contains("less than 1 % is not measured unless by --overhead-check always");
        CapturedConsole second = new CapturedConsole();
        run(second, "--overwrite", "--overhead-check", "always");
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.warnings()).anyMatch(w -> w.matches("The regions cost -?\\d+\\.\\d % \\(.* % to .* %\\) of the program's CPU time, measured in 5 pairs of runs.*"));
        // A machine that others use may make five pairs of five look dear.
        boolean refused = report.warnings().contains("look is not measured: with its executions the regions would cost more than 5 %.");
        assertThat(report.regions()).extracting(r -> r.verdict().region()).isEqualTo(refused ? List.of() : List.of("look"));
    }

    @Test
    void regionsThatSlowTheProgramDownAreRefused() throws Exception {
        // What inlining that a guard prevents may do, and no estimate knows: only where it is annotated the program does more.
        write("main.c", "#include \"look.h\"", "#include <stdio.h>", "#include <string.h>", "#include <unistd.h>", "static unsigned t[20000];",
                "int main(void)", "{", "    unsigned r = 0;", "    char here[4096];",
                "    int more = getcwd(here, sizeof here) != NULL && strstr(here, \"/candidate\") != NULL;",
                "    for (int i = 0; i < (more ? 24000 : 12000); i++) r += look(t, 20000, i);",
                "    printf(\"%u\\n\", r);", "    return 0;", "}");
        replace("look.c", "found += step(t[i]) == key", "found += (step(t[i]) ^ 1) == key");
        CapturedConsole console = new CapturedConsole();
        assertThat(run(console, "--overhead-check", "always")).as(console.err()).isZero();
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.regions()).isEmpty();
        assertThat(report.warnings()).contains("look is not measured: with its executions the regions would cost more than 5 %.");
        assertThat(report.summary()).isEqualTo("No function that the change touched is left to be compared.");
    }

    @Test
    void aBuildThatFailsIsToldWithItsLastLines() throws Exception {
        replace("look.c", "found += step(t[i]) == key", "found += stp(t[i]) == key");
        write("Makefile", "bench:", "\t$(CC) -Werror=implicit-function-declaration -c look.c");
        CapturedConsole console = new CapturedConsole();
        assertThat(run(console)).isEqualTo(4);
        assertThat(console.err()).contains("The build of the candidate (make bench) ended with exit code 2").contains("error: implicit declaration");
    }

    @Test
    void anArchivedModelJudgesTheFunctionsThatItKnows() throws Exception {
        replace("look.c", "found += step(t[i]) == key", "found += (step(t[i]) ^ 1) == key");
        CapturedConsole first = new CapturedConsole();
        run(first);
        replace("look.c", "found += (step(t[i]) ^ 1) == key", "found += mix(mix(mix(mix(mix(mix(mix(mix(step(t[i]))))))))) == key");
        CapturedConsole console = new CapturedConsole();
        int code = run(console, "--reference", "archived", "-m", folder.resolve("report/model.json").toString());
        assertThat(code).as(console.err()).isIn(1, 2);
        assertThat(console.out()).contains("look");
    }

    @Test
    void theListOfABuildHasWhatItsCompilersCompiled() throws Exception {
        replace("look.h", "x ^ x >> 13", "x ^ x >> 14");
        write("T.java", "class T { void f() { } }");
        CapturedConsole console = new CapturedConsole();
        int code = Main.run(folder, console.console(), "annotate", "--since", "HEAD", "--build", "make bench", tree.toString());
        assumeTrue(!console.err().contains("libclang"), "libclang is not installed");
        assertThat(code).as(console.err()).isZero();
        assertThat(console.out()).contains("annotated in the build").contains("mix")
                .contains("Note: Java methods are annotated when the program runs, by \"autoperf run\"");
    }
}

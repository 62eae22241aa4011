package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that gives nothing to measure, and what may not be taken for one. */
class NothingToMeasureTest {
    private static final String SOURCE = "int f(int a) {\n  for (int i = 0; i < a; i++) a += i;\n  return a;\n}\nint main(void) {\n  return f(3);\n}\n";

    @TempDir
    Path temporary;

    private final CapturedConsole console = new CapturedConsole();
    private Path folder;
    private Path output;
    private String head;

    @BeforeEach
    void aCommittedProgram() throws Exception {
        folder = Files.createDirectory(temporary.toRealPath().resolve("project"));
        output = temporary.resolve("output");
        Files.writeString(folder.resolve("a.c"), SOURCE);
        try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("one").setSign(false).call();
            head = git.getRepository().resolve(Constants.HEAD).name();
        }
    }

    private int run(String since, String build, String... more) {
        String[] first = {"run", "--directory", folder.toString(), "-o", output.toString(), "--since", since, "--build", build};
        String[] arguments = new String[first.length + more.length + 2];
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        arguments[arguments.length - 2] = "--";
        arguments[arguments.length - 1] = "./a.out";
        return Main.run(folder, console.console(), arguments);
    }

    @Test
    void whereNothingChangedTheReportSaysSoAndHasNoRegion() {
        assertThat(run("main", "cc a.c")).isZero();

        Report report = ReportFile.read(output.resolve("report.json"));
        assertThat(report.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(report.summary()).isEqualTo("Nothing changed since " + head.substring(0, 10) + ".");
        assertThat(report.regions()).isEmpty();
        assertThat(report.first()).isFalse();
        assertThat(output.resolve("index.html")).content().contains(report.summary()).doesNotContain("NaN", "Noise of this machine");
        assertThat(console.out()).contains(report.summary());
    }

    @Test
    void jenkinsGetsTheReportUnderItsNameAndTheCommitAndNoPage() throws Exception {
        Files.writeString(folder.resolve("a.c"), SOURCE + "// the end\n");

        assertThat(run("main", "cc a.c", "--no-files", "--name", "bench #7")).isZero();

        Report report = ReportFile.read(output.resolve("report.json.gz"));
        assertThat(report.candidate().name()).isEqualTo("bench #7");
        assertThat(report.baseline().name()).isEqualTo(head.substring(0, 10));
        assertThat(report.summary()).startsWith("Nothing but comments");
        assertThat(output.resolve("commit")).hasContent(head);
        assertThat(output.resolve("index.html")).doesNotExist();
    }

    @Test
    void aCommitThatIsNotThereIsNamed() {
        assertThat(run("v9", "cc a.c")).isEqualTo(3);
        assertThat(console.err()).contains("autoperf: There is no commit v9 in " + folder + ".");
        assertThat(output).doesNotExist();
    }

    @Test
    void sourcesThatCouldNotBeSearchedAreNoUntouchedOnes() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "only there are the compilers of ours tested");
        Files.writeString(folder.resolve("a.c"), SOURCE.replace("a += i", "a += 2 * i"));

        assertThat(run("main", "cc a.c", "--libclang", "/nowhere/libclang.so")).isEqualTo(6);
        assertThat(console.err()).contains("libclang cannot be loaded");
        assertThat(run("main", "true")).isEqualTo(4);
        assertThat(console.err()).contains("The build (true) called no compiler");
    }
}

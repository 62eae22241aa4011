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

/** The whole way of a Java program, from a change in a repository to the verdict on it. */
@EnabledOnOs(OS.LINUX)
class JavaRunTest extends InRepository {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final String[] FAST = {"--counters", "software", "--runs", "4", "--warm-up", "0", "--overhead-pairs", "0", "--no-canaries", "--no-confirm"};

    @Override
    void program() throws IOException {
        assumeTrue(Files.exists(JAVA.resolve("javac")), "a JDK is not installed");
        write("src/org/example/Look.java", """
                package org.example;
                final class Look {
                    private final int[] table = new int[20_000];
                    static int mix(int x) { x ^= x >>> 16; x *= 0x45d9f3b; return x ^ x >>> 13; }
                    static int tiny(int x) { for (int i = 0; i < 1; i++) x++; return x; }
                    int look(int key) {
                        int found = 0;
                        for (int each : table) {
                            found += tiny(mix(each)) == key ? 1 : 0;
                        }
                        return found;
                    }
                    private Look() {}
                    static Look create() { return new Look(); }
                }
                """);
        write("src/org/example/Main.java", """
                package org.example;
                public final class Main {
                    public static void main(String[] arguments) {
                        Look look = Look.create();
                        int found = 0;
                        for (int key = 0; key < 1500; key++) {
                            found += look.look(key);
                        }
                        System.out.println(found);
                    }
                }
                """);
        write(".gitignore", "out\n");
    }

    private void replace(String old, String now) throws IOException {
        replace("src/org/example/Look.java", old, now);
    }

    private int run(CapturedConsole console, String... program) {
        return run(List.of(), console, program);
    }

    private int run(List<String> options, CapturedConsole console, String... program) {
        List<String> line = new ArrayList<>(List.of(
                "run", "--since", "HEAD", "--build", "'" + JAVA + "/javac' -d out $(find src -name '*.java')",
                "--directory", tree.toString(), "-o", folder.resolve("report").toString()));
        line.addAll(List.of(FAST));
        line.addAll(options);
        line.addAll(List.of("--", JAVA.resolve("java").toString(), "-XX:+UseSerialGC", "-cp", "out"));
        line.addAll(List.of(program));
        return Main.run(folder, console.console(), line.toArray(String[]::new));
    }

    @Test
    void aChangedMethodThatBecameDearerIsFoundAndTheTreeStaysAsItIs() throws Exception {
        replace("tiny(mix(each)) == key", "tiny(mix(mix(mix(mix(mix(mix(mix(mix(mix(each)))))))))) == key");
        replace("x++; return x", "x += 2; return x");
        Map<String, String> before = TreeHash.of(tree);
        CapturedConsole console = new CapturedConsole();

        // On a busy machine four runs may not be enough to be sure.
        assertThat(run(console, "org.example.Main")).as(console.err()).isIn(1, 2);

        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.regions()).hasSize(1);
        Report.Region look = report.regions().get(0);
        assertThat(look.verdict().region()).isEqualTo("org.example.Look.look");
        assertThat(look.verdict().baselineExecutions()).isEqualTo(look.verdict().candidateExecutions()).isPositive();
        assertThat(look.verdict().costs().get(0).ratio()).isGreaterThan(2);
        assertThat(look.origin()).isEqualTo(new Report.Origin("src/org/example/Look.java:6", "line 9 changed"));
        assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("org.example.Look.tiny is not measured: "));
        assertThat(TreeHash.of(tree)).isEqualTo(before);
    }

    @Test
    void aMethodWithAnotherParameterIsComparedWithWhatItWasAndANewOneIsToldAsNew() throws Exception {
        replace("int look(int key) {", "int look(int key) { return look(key, 0) + extra(key); }\n    int look(int key, int start) {");
        replace("private Look() {}", "int extra(int key) { int sum = 0; for (int each : table) { sum += mix(each + key); } return sum & 1; }\n    private Look() {}");
        CapturedConsole console = new CapturedConsole();

        assertThat(run(console, "org.example.Main")).as(console.err()).isIn(0, 1, 2);

        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.regions()).extracting(region -> region.verdict().region()).contains("org.example.Look.look(int)", "org.example.Look.extra");
        assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("org.example.Look.extra (src/org/example/Look.java:"));
    }

    @Test
    void aMethodThatIsGoneIsToldAndTheRegionsAreMeasuredAgainstTheSameAgent() throws Exception {
        replace("    static int tiny(int x) { for (int i = 0; i < 1; i++) x++; return x; }\n", "");
        replace("tiny(mix(each))", "mix(each)");
        CapturedConsole console = new CapturedConsole();

        assertThat(run(List.of("--overhead-check", "always"), console, "org.example.Main")).as(console.err()).isIn(0, 1, 2);

        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.warnings())
                .contains("org.example.Look.tiny (src/org/example/Look.java:5 of " + report.baseline().name() + ") is gone: this version has no such method.")
                .anyMatch(warning -> warning.matches("The regions cost .* of the program's CPU time, measured in 5 pairs of runs.*"));
    }

    @Test
    void aProgramThatExecutesNoneOfTheMethodsIsToldOfMethods() throws Exception {
        replace("private Look() {}", "int idle(int a) { int s = 0; for (int i = 0; i < a; i++) { s += mix(i); } return s; }\n    private Look() {}");
        CapturedConsole console = new CapturedConsole();

        assertThat(run(console, "org.example.Main")).as(console.err()).isZero();
        Report report = ReportFile.read(folder.resolve("report/report.json"));
        assertThat(report.summary())
                .isEqualTo("The program executes none of the methods that the change touches and that are annotated; there is nothing to measure.");
        assertThat(report.warnings()).contains("Not executed: org.example.Look.idle.");
    }

    @Test
    void aChangedClassThatIsNotLoadedIsTold() throws Exception {
        write("src/org/example/Idle.java", "package org.example; class Idle { static void f() { System.out.println(); } }\n");
        CapturedConsole console = new CapturedConsole();

        assertThat(run(console, "org.example.Main")).isZero();
        assertThat(console.err()).contains("src/org/example/Idle.java changed, but the program loaded no class of it.");
        assertThat(console.out().replaceAll("\\s+", " ")).contains("there is nothing to measure");
    }

    @Test
    void aProgramThatFailsIsToldWithItsLastLines() throws Exception {
        replace("int found = 0;", "int found = 1 / (key - key);");
        CapturedConsole console = new CapturedConsole();

        assertThat(run(console, "org.example.Main")).isEqualTo(4);
        assertThat(console.err()).contains("The program of the candidate ended with exit code 1", "/ by zero");
    }
}

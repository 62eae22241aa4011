package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the evaluation: a defect changes what they cost, never what they compute. */
class GradedProgramsTest {
    @TempDir
    static Path folder;

    private static List<Path> programs;

    private record Ended(int status, String output) {}

    @BeforeAll
    static void build() throws Exception {
        String workloads = System.getProperty("autoperf.root") + "/src/test/workloads";
        Process make = new ProcessBuilder("make", "-s", "-C", workloads, "graded", "OUT=" + folder).inheritIO().start();
        assertThat(make.waitFor()).isZero();
        try (Stream<Path> built = Files.list(folder.resolve("graded"))) {
            programs = built.sorted().toList();
        }
    }

    @Test
    void thereIsOneForEachKindAndTheOneOfSevenFunctions() {
        assertThat(programs).hasSize(16);
    }

    @TestFactory
    Stream<DynamicTest> everyEffectGivesTheSameResult() {
        return graded().map(program -> DynamicTest.dynamicTest(program.getFileName().toString(), () -> {
            String good = run(program, "--size", "3", "--effect", "0").output();
            assertThat(good).matches("checksum [0-9a-f]{16}\n");
            assertThat(run(program, "--size", "3").output()).isEqualTo(good);
            assertThat(run(program, "--size", "3", "--effect", "7").output()).isEqualTo(good);
            assertThat(run(program, "--size", "3", "--effect", "100").output()).isEqualTo(good);
            Ended shape = run(program, "--size", "3", "--effect", "shape");
            assertThat(shape.status() == 2 || shape.output().equals(good)).as(shape.output()).isTrue();
        }));
    }

    @TestFactory
    Stream<DynamicTest> moreItemsInABatchGiveAnotherResult() {
        return graded().map(program -> DynamicTest.dynamicTest(program.getFileName().toString(), () ->
                assertThat(run(program, "--size", "3", "--items", "150").output())
                        .startsWith("checksum ")
                        .isNotEqualTo(run(program, "--size", "3").output())));
    }

    @Test
    void everyDefectOfTheSevenGivesTheSameResult() throws Exception {
        Path seven = folder.resolve("graded/seven");
        String good = run(seven, "--defect", "0", "--size", "3").output();
        assertThat(good).startsWith("checksum ");
        for (String defect : List.of("1", "2", "3", "4", "5", "6", "7", "all")) {
            assertThat(run(seven, "--defect", defect, "--size", "3").output()).as(defect).isEqualTo(good);
        }
        assertThat(run(seven, "--defect", "8").status()).isEqualTo(2);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoEffectIsRefused() {
        return graded().map(program -> DynamicTest.dynamicTest(program.getFileName().toString(), () -> {
            for (String effect : List.of("-1", "101", "much", "")) {
                Ended ended = run(program, "--effect", effect);
                assertThat(ended.status()).isEqualTo(2);
                assertThat(ended.output()).contains("--effect takes a percentage from 0 to 100");
            }
        }));
    }

    private static Stream<Path> graded() {
        return programs.stream().filter(program -> !program.endsWith("seven"));
    }

    private static Ended run(Path program, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

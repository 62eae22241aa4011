package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.profile.Overhead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** CPU time of real programs, and of one by another. */
@EnabledOnOs(OS.LINUX)
class TimeComparisonTest {
    @TempDir
    Path folder;

    private TimeComparison comparison;

    @BeforeEach
    void find() {
        comparison = new TimeComparison(BuiltRuntime.find(folder.resolve("cache")), folder.resolve("out"));
    }

    private Workload shell(String line) {
        return new Workload(List.of("sh", "-c", line), folder, Map.of(), Duration.ofMinutes(5), "");
    }

    private static String loop(int rounds) {
        return "i=0; while [ $i -lt " + rounds + " ]; do i=$((i+1)); done";
    }

    @Test
    void theTimeOfProcessesThatAreWaitedForCountsAndWaitingDoesNot() throws Exception {
        Path out = Files.createDirectories(folder.resolve("one"));
        Execution child = Execution.run(shell("sh -c '" + loop(1_000_000) + "'; true"), Map.of(), out);
        Execution sleeper = Execution.run(shell("sleep 0.5"), Map.of(), out);
        assertThat(child.cpuSeconds()).isGreaterThan(0.05);
        assertThat(sleeper.seconds()).isGreaterThan(0.4);
        assertThat(sleeper.cpuSeconds()).isLessThan(0.2);
    }

    @Test
    void aProgramThatDoesThreeTimesAsMuchCostsThreeTimesAsMuch() {
        List<Progress> told = new ArrayList<>();
        Overhead cost = comparison.measure(shell(loop(3_000_000)), shell(loop(1_000_000)), 3, told::add).orElseThrow();
        assertThat(cost.pairs()).isEqualTo(3);
        assertThat(cost.ratio()).isBetween(2.0, 4.5);
        assertThat(cost.low()).isGreaterThan(1.05);
        assertThat(told.get(told.size() - 1).done()).isEqualTo(6);
    }

    @Test
    void whatIsTooShortOrFailsHasNoFigure() {
        Optional<Overhead> none = Optional.empty();
        assertThat(comparison.measure(shell("true"), shell("true"), 3, p -> {})).isEqualTo(none);
        assertThat(comparison.measure(shell(loop(1_000_000) + "; false"), shell("true"), 3, p -> {})).isEqualTo(none);
        assertThat(comparison.measure(shell(loop(1_000_000)), shell("false"), 1, p -> {})).isEqualTo(none);
    }
}

package io.jenkins.plugins.autoperf.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of docs/telemetry.md, cell by cell: the same defect, with all that it does to a machine, is shown to the diagnosis
 * through the counters of one source alone.
 */
class TelemetryTableTest {
    private static final String TIME = "more computation or slower access to memory";

    /** Cause to what every counter says of it; what is left out did not change. */
    private static final Map<String, String> DEFECTS = new LinkedHashMap<>();

    static {
        DEFECTS.put("more memory shared between threads", "wall 100 300; cpu 100 300; SHARING 5 2000; CACHE_L1 1000 3000");
        DEFECTS.put("more access to another processor's memory", "wall 100 200; cpu 100 200; NUMA 10 1500");
        DEFECTS.put(
                "more pages read from the disk", "wall 100 900; cpu 100 120; system 5 20; major_faults 0 3; minor_faults 1 4; WAITS 0 3");
        DEFECTS.put(
                "more page faults", "wall 100 300; cpu 100 300; system 5 160; minor_faults 1 250; sim_system_calls 0 2; TLB 10 300");
        DEFECTS.put("more waiting for locks or other threads", "wall 100 400; cpu 90 120; system 5 20; WAITS 0.1 20");
        DEFECTS.put(
                "more time in system calls", "wall 100 300; cpu 100 300; system 5 150; sim_system_calls 1 500; sim_cycles 2.5e5 2.6e5");
        DEFECTS.put("more interruptions by other programs", "wall 100 200; cpu 90 95; PREEMPTION 0.1 3");
        DEFECTS.put(
                "less use of vector instructions",
                "wall 100 300; cpu 100 300; VECTOR 4e4 0; INSTRUCTIONS 2e5 5e5; sim_instructions 2e5 5e5; sim_cycles 2.5e5 5.5e5");
        DEFECTS.put(
                "more instructions",
                "wall 100 200; cpu 100 200; INSTRUCTIONS 2e5 4e5; sim_instructions 2e5 4e5; sim_cycles 2.5e5 4.5e5");
        DEFECTS.put(
                "more mispredicted branches",
                "wall 100 200; cpu 100 200; PAPI_BR_MSP 100 2e4; sim_conditional_mispredictions 100 2e4; sim_cycles 2.5e5 4.5e5");
        DEFECTS.put(
                "more misses in the last cache (L3)",
                "wall 100 200; cpu 100 200; CACHE_L3 10 1500; CACHE_L1 1000 2500; sim_ll_read_misses 10 1500; sim_l1_read_misses 1000 2500;"
                        + " sim_cycles 2.5e5 4.1e5");
        DEFECTS.put("more misses in the address translation (TLB)", "wall 100 200; cpu 100 200; TLB 10 5000");
        DEFECTS.put(
                "more misses in the second cache (L2)",
                "wall 100 200; cpu 100 200; CACHE_L2 10 2e4; CACHE_L1 1000 2.1e4; sim_l1_read_misses 1000 2.1e4; sim_cycles 2.5e5 4.5e5");
        DEFECTS.put(
                "more misses in the first cache (L1)",
                "wall 100 200; cpu 100 200; CACHE_L1 1000 6e4; sim_l1_read_misses 1000 6e4; sim_cycles 2.5e5 8.4e5");
        DEFECTS.put("more stalls of the processor", "wall 100 200; cpu 100 200; STALLS 100 1e5");
    }

    private static final String UNCHANGED = "wall 100 100; cpu 100 100; system 5 5; minor_faults 1 1; major_faults 0 0; WAITS 0 0;"
            + " PREEMPTION 0 0; INSTRUCTIONS 2e5 2e5; VECTOR 4e4 4e4; PAPI_BR_MSP 100 100; CACHE_L1 1000 1000; CACHE_L2 10 10;"
            + " CACHE_L3 10 10; TLB 10 10; STALLS 100 100; SHARING 5 5; NUMA 10 10; sim_cycles 2.5e5 2.5e5; sim_instructions 2e5 2e5;"
            + " sim_l1_read_misses 1000 1000; sim_ll_read_misses 10 10; sim_conditional_mispredictions 100 100; sim_system_calls 1 1";

    private static final List<Set<Source>> COLUMNS = List.of(
            Set.of(Source.HARDWARE, Source.SOFTWARE),
            Set.of(Source.SOFTWARE),
            Set.of(Source.SIMULATED),
            Set.of(Source.SOFTWARE, Source.SIMULATED));

    /** Cause to the cells of its row. */
    private static Map<String, List<String>> table() throws IOException {
        return Files.readString(Path.of(System.getProperty("autoperf.root"), "docs", "telemetry.md"))
                .lines()
                .filter(line -> line.matches("\\| (more|less) .*"))
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).skip(1).toList())
                .collect(Collectors.toMap(row -> row.get(0), row -> row.subList(1, row.size()), (a, b) -> b, LinkedHashMap::new));
    }

    @Test
    void theTableHasEveryDefect() throws IOException {
        assertThat(table()).containsOnlyKeys(DEFECTS.keySet()).allSatisfy((cause, cells) -> assertThat(cells).hasSize(COLUMNS.size()));
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsWhatTheDiagnosisSays() throws IOException {
        return table().entrySet().stream().flatMap(row -> Stream.iterate(0, c -> c < COLUMNS.size(), c -> c + 1)
                .map(c -> DynamicTest.dynamicTest(row.getKey() + ", " + COLUMNS.get(c), () -> {
                    String cause = cause(DEFECTS.get(row.getKey()), COLUMNS.get(c));
                    assertThat(cause).isEqualTo(switch (row.getValue().get(c)) {
                        case "seen" -> row.getKey();
                        case "time" -> TIME;
                        case "no" -> "not known";
                        default -> row.getValue().get(c).replace("*", "");
                    });
                })));
    }

    private static String cause(String defect, Set<Source> sources) {
        Map<String, String> figures = new LinkedHashMap<>();
        Stream.of(UNCHANGED, defect)
                .flatMap(all -> Arrays.stream(all.split(";")))
                .map(String::strip)
                .forEach(figure -> figures.put(figure.split(" ")[0], figure));
        RegionVerdict all = MadeUp.verdict(Verdict.REGRESSION, String.join(";", figures.values()), false);
        List<CounterChange> shown = all.counters().stream().filter(c -> sources.contains(c.counter().source())).toList();
        RegionVerdict verdict = new RegionVerdict(all.region(), all.verdict(), all.reason(), all.cluster(), all.purity(),
                all.baselineExecutions(), all.candidateExecutions(), all.anomaly(), all.costs(), shown, all.errors());
        return new Diagnostician().diagnose(verdict, MadeUp.counters(verdict)).cause();
    }
}

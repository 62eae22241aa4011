package io.jenkins.plugins.autoperf.diagnosis;

import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.detection.Interval;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A region's counters, made up: {@code "cpu 100 200; WAITS 0 3"} is microseconds or counts per execution, before and now. */
final class MadeUp {
    private static final Catalogue CATALOGUE = Catalogue.load();

    private MadeUp() {}

    static List<Counter> counters(RegionVerdict verdict) {
        return verdict.counters().stream().map(CounterChange::counter).toList();
    }

    static RegionVerdict verdict(Verdict verdict, String figures, boolean swapped) {
        List<CounterChange> changes = new ArrayList<>();
        for (String figure : figures.split(";")) {
            String[] parts = figure.trim().split(" +");
            Counter counter = counter(parts[0]);
            double scale = counter.unit().equals("ns") ? 1000 : 1;
            double before = Double.parseDouble(parts[swapped ? 2 : 1]) * scale;
            double now = Double.parseDouble(parts[swapped ? 1 : 2]) * scale;
            double ratio = before == now ? 1 : now / before;
            changes.add(new CounterChange(counter, before, now, ratio, new Interval(ratio, ratio), 0, 0, 0));
        }
        return new RegionVerdict(
                "region",
                verdict,
                "",
                0,
                1,
                1,
                1,
                new RegionVerdict.Anomaly(1, 1, 0, 0, 1, 1),
                List.of(),
                changes,
                new RegionVerdict.Histogram(new double[0], new double[0], new double[0]));
    }

    private static Counter counter(String name) {
        return switch (name) {
            case "wall" -> new Counter(Counter.WALL, Source.SOFTWARE, Family.WALL_TIME, "ns", name);
            case "cpu" -> new Counter(Counter.CPU, Source.SOFTWARE, Family.CPU_TIME, "ns", name);
            case "system" -> new Counter("system_ns", Source.SOFTWARE, Family.KERNEL_TIME, "ns", name);
            case "minor_faults", "major_faults" -> count(name, Family.PAGE_FAULTS);
            case "perf::CONTEXT-SWITCHES" -> count(name, Family.WAITS);
            case "PAPI_BR_MSP" -> count(name, Family.BRANCH);
            case "PAPI_L1_DCA" -> count(name, Family.CACHE_L1);
            case "sim_cycles", "sim_instructions", "sim_l1_read_misses", "sim_ll_read_misses", "sim_conditional_mispredictions",
                    "sim_system_calls" ->
                    new Counter(name, Source.SIMULATED, CATALOGUE.find(name).orElseThrow().family(), "count", name);
            default -> Arrays.stream(Family.values())
                    .filter(f -> f.name().equals(name))
                    .map(f -> count(f == Family.INSTRUCTIONS ? Counter.INSTRUCTIONS : name, f))
                    .findFirst()
                    .orElseThrow();
        };
    }

    private static Counter count(String name, Family family) {
        Source source =
                switch (family) {
                    case PAGE_FAULTS, WAITS, PREEMPTION -> Source.SOFTWARE;
                    default -> Source.HARDWARE;
                };
        return new Counter(name, source, family, "count", name);
    }
}

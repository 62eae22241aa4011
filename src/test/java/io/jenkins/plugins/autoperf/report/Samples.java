package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Interval;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Anomaly;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Histogram;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.profile.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reports made by hand, as a detection would give them. */
public final class Samples {
    static final Machine MACHINE =
            new Machine("Xeon Platinum 8375C", 2, "amd64", "KVM", "6.1.0", "agent-3", 8L << 30);
    static final Counter WALL = counter(Counter.WALL, Family.WALL_TIME, "ns", "wall time");
    static final Counter CPU = counter(Counter.CPU, Family.CPU_TIME, "ns", "time on the processor");
    static final List<Counter> COUNTERS = List.of(
            WALL,
            CPU,
            counter("system_ns", Family.KERNEL_TIME, "ns", "time in the kernel"),
            counter("minor_faults", Family.PAGE_FAULTS, "count", "page faults without reading a disk"),
            counter("major_faults", Family.PAGE_FAULTS, "count", "page faults that read a disk"),
            counter("voluntary_switches", Family.WAITS, "count", "times that the thread waited"),
            counter("involuntary_switches", Family.PREEMPTION, "count", "times that the thread was preempted"),
            counter("perf::CPU-MIGRATIONS", Family.PREEMPTION, "count", "moves to another processor"));

    private Samples() {}

    private static Counter counter(String name, Family family, String unit, String description) {
        return new Counter(name, Source.SOFTWARE, family, unit, description);
    }

    /** Every verdict once and a few unchanged regions. */
    public static Report every() {
        List<Report.Region> regions = new ArrayList<>();
        regions.add(region("Parser::parse(const char *, size_t)", Verdict.REGRESSION, 2.41, faults()));
        regions.add(region("queue.push", Verdict.REGRESSION, 1.18, Diagnosis.NONE));
        regions.add(region("render/frame", Verdict.INCONCLUSIVE, 1.09, Diagnosis.NONE));
        regions.add(region("checksum", Verdict.CHANGED, 1.01, Diagnosis.NONE));
        regions.add(region("index.lookup", Verdict.IMPROVEMENT, 0.62, Diagnosis.NONE));
        for (int r = 1; r <= 4; r++) {
            regions.add(region("stage-" + r, Verdict.UNCHANGED, 1.004, Diagnosis.NONE));
        }
        return report(Verdict.REGRESSION, regions);
    }

    /** The same regions against two models, the second of them measured run by run in turn with the candidate. */
    static Report byTwoModels() {
        Report one = every();
        List<Report.Region> regions = new ArrayList<>();
        for (String model : List.of("last.json", "anchor.json")) {
            one.regions().forEach(r -> regions.add(new Report.Region(r.verdict(), r.diagnosis(), model)));
        }
        Report.Side last = new Report.Side("last.json", List.of("./bench"), "", 10, MACHINE);
        Report.Side anchor = new Report.Side("anchor.json", List.of("./bench"), "", 7, MACHINE);
        Noise steady = new Noise(List.of(new Noise.Canary("compute", 1, 1, 0.001)), 0.004, true);
        return new Report(
                one.format(),
                one.tool(),
                one.created(),
                one.verdict(),
                one.summary(),
                last,
                one.candidate(),
                one.options(),
                one.counters(),
                regions,
                one.noise(),
                List.of(new Report.OtherModel(anchor, steady)),
                one.telemetry(),
                one.warnings());
    }

    public static Report of(String name, int regions) {
        return report(
                Verdict.REGRESSION,
                IntStream.range(0, regions)
                        .mapToObj(r -> region(name, r % 10 == 0 ? Verdict.REGRESSION : Verdict.UNCHANGED, 1.5, faults()))
                        .toList());
    }

    public static Report report(Verdict verdict, List<Report.Region> regions) {
        DetectionOptions options = DetectionOptions.DEFAULT;
        return new Report(
                Report.FORMAT,
                "0.1",
                "2026-01-02T03:04:05Z",
                verdict,
                Summary.of(verdict, options, regions),
                new Report.Side("main #41", List.of("./bench", "--size", "1000"), "2026-01-01T22:10:00Z", 10, MACHINE),
                new Report.Side("main #42", List.of("./bench", "--size", "1000"), "2026-01-02T03:00:00Z", 10, MACHINE),
                options,
                COUNTERS,
                regions,
                new Noise(
                        List.of(
                                new Noise.Canary("compute", 10_210_000, 10_340_000, 0.021),
                                new Noise.Canary("memory", 24_800_000, 26_100_000, 0.094)),
                        0.031,
                        false),
                List.of(),
                List.of("There were no hardware counters: cache misses show only by the time that they cost."),
                List.of("Run 7 of the candidate failed with exit code 1 and was left out."));
    }

    public static Diagnosis faults() {
        return new Diagnosis(
                "more page faults",
                "The region touches memory that it has just been given. The kernel has to fetch and clear a page at"
                        + " the first touch of each 4 KB, which costs about as much as a thousand simple instructions.",
                List.of("page faults 14.2× (12.9 to 15.6)", "time in the kernel 5.10×", "the share of error of page faults is 61 %"),
                "Look for an allocation that moved into a loop, or a buffer that is no longer reused.",
                "Without hardware counters it cannot be told whether the caches suffer too.");
    }

    public static Report.Region region(String name, Verdict verdict, double ratio, Diagnosis diagnosis) {
        Random random = new Random(name.hashCode() * 31L + (long) (ratio * 1000));
        double base = 4_200_000;
        double[] good = random.doubles(10, 0.97, 1.05).map(f -> f * base).toArray();
        double[] now = random.doubles(10, 0.97, 1.06).map(f -> f * base * ratio).toArray();
        List<Cost> costs = List.of(
                cost(WALL, ratio, good, now),
                cost(CPU, 1 + (ratio - 1) * 0.9, good, now));
        List<CounterChange> changes = new ArrayList<>();
        double[] ratios = {1 + (ratio - 1) * 9, 1 + (ratio - 1) * 3, ratio, 1.02, 0.97, 1, Double.POSITIVE_INFINITY, Double.NaN};
        int[] order = {3, 2, 0, 1, 5, 6, 4, 7};
        for (int c = 0; c < order.length; c++) {
            double r = ratios[c];
            changes.add(new CounterChange(
                    COUNTERS.get(order[c]),
                    Double.isInfinite(r) ? 0 : 1_830.5 / (c + 1),
                    Double.isInfinite(r) ? 3 : 1_830.5 / (c + 1) * r,
                    r,
                    new Interval(r * 0.93, r * 1.08),
                    0.61 / (1 << c),
                    0.8 / (1 << c),
                    r - 1));
        }
        boolean anomalous = verdict == Verdict.REGRESSION || verdict == Verdict.CHANGED;
        return new Report.Region(
                new RegionVerdict(
                        name,
                        verdict,
                        "The wall time is " + ratio + " times that of the good runs; its interval leaves out 1.",
                        0,
                        0.97,
                        81_920,
                        80_711,
                        new Anomaly(2.3, 2.9, 0.05, anomalous ? 0.87 : 0.06, anomalous ? 0.0002 : 0.4, anomalous ? 0.001 : 0.6),
                        costs,
                        changes,
                        histogram(anomalous ? 4 : 1.1)),
                diagnosis,
                "");
    }

    private static Cost cost(Counter counter, double ratio, double[] good, double[] now) {
        return new Cost(
                counter,
                Arrays.stream(good).average().getAsDouble(),
                Arrays.stream(now).average().getAsDouble(),
                ratio,
                new Interval(ratio * 0.95, ratio * 1.06),
                0.072,
                0,
                0.0001,
                0.0009,
                good,
                now);
    }

    static Histogram histogram(double shift) {
        int bins = 40;
        double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(i -> i * 0.2).toArray();
        return new Histogram(edges, bell(edges, 1, 0.5), bell(edges, shift, 0.9));
    }

    private static double[] bell(double[] edges, double centre, double width) {
        double[] shares = IntStream.range(0, edges.length - 1)
                .mapToDouble(b -> Math.exp(-Math.pow((edges[b] + 0.1 - centre) / width, 2)))
                .toArray();
        double sum = DoubleStream.of(shares).sum();
        return DoubleStream.of(shares).map(s -> s / sum).toArray();
    }
}

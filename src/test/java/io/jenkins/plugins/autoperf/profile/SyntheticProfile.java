package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Profiles made of random numbers, for tests. Counter c of a sample is
 * {@code median[c] · exp(spread · size · (1 + c / 10) + runEffect · run + noise · own)} with standard normal size (one a
 * sample), run (one a run) and own: log-normal, and near a line in the space of the logarithms. Rounded down to whole counts.
 */
public final class SyntheticProfile {
    private final List<Counter> counters = new ArrayList<>();
    private final Map<String, double[]> regions = new LinkedHashMap<>();
    private final Map<String, double[]> factors = new HashMap<>();
    private final Random random;
    private int runs = 10;
    private int samples = 50;
    private double spread = 0.3;
    private double noise = 0.05;
    private double runEffect = 0.02;
    private double work;

    public SyntheticProfile(long seed) {
        random = new Random(seed);
    }

    public SyntheticProfile counters(String... names) {
        for (String name : names) {
            counters.add(counter(name));
        }
        return this;
    }

    /** @param medians one a counter */
    public SyntheticProfile region(String name, double... medians) {
        regions.put(name, medians);
        return this;
    }

    /** Multiplies one counter of a region, told before. */
    public SyntheticProfile times(String region, String counter, double factor) {
        double[] of = factors.computeIfAbsent(region, r -> counters.stream().mapToDouble(c -> 1).toArray());
        for (int c = 0; c < of.length; c++) {
            of[c] *= counters.get(c).name().equals(counter) ? factor : 1;
        }
        return this;
    }

    public SyntheticProfile runs(int count) {
        runs = count;
        return this;
    }

    /** Of each region in each run. */
    public SyntheticProfile samples(int count) {
        samples = count;
        return this;
    }

    public SyntheticProfile spread(double value) {
        spread = value;
        return this;
    }

    public SyntheticProfile noise(double value) {
        noise = value;
        return this;
    }

    public SyntheticProfile runEffect(double value) {
        runEffect = value;
        return this;
    }

    /** Every sample declares that many units of work on average, and its counters are in proportion to them. */
    public SyntheticProfile work(double mean) {
        work = mean;
        return this;
    }

    public Profile profile() {
        Map<String, List<RegionRun>> parts = new LinkedHashMap<>();
        List<RunInfo> infos = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            double effect = runEffect * random.nextGaussian();
            List<Double> canary = List.of(1e6 * Math.exp(effect));
            infos.add(new RunInfo(run, 0, true, "2026-01-01T00:00:00Z", 1.0, 0, false, canary, "run-" + run + ".0"));
            for (String name : regions.keySet()) {
                parts.computeIfAbsent(name, n -> new ArrayList<>()).add(run(name, run, effect));
            }
        }
        List<RegionSamples> list = parts.keySet().stream()
                .sorted()
                .map(name -> new RegionSamples(name, parts.get(name)))
                .toList();
        return new Profile(info(), List.copyOf(counters), infos, list, List.of());
    }

    private RegionRun run(String name, int run, double effect) {
        double[] medians = regions.get(name);
        double[] factor = factors.get(name);
        double[][] values = new double[samples][counters.size()];
        double[] units = new double[samples];
        for (int i = 0; i < samples; i++) {
            double size = random.nextGaussian();
            units[i] = work > 0 ? 1 + random.nextInt((int) (2 * work)) : 0;
            for (int c = 0; c < values[i].length; c++) {
                double own = noise * random.nextGaussian();
                double value = medians[c] * Math.exp(spread * size * (1 + c / 10.0) + effect + own);
                values[i][c] = Math.floor(value * (factor == null ? 1 : factor[c]) * (work > 0 ? units[i] / work : 1));
            }
        }
        return new RegionRun(run, samples, 1, values, units);
    }

    private ProfileInfo info() {
        Machine machine = new Machine("Synthetic CPU", 2, "x86_64", "", "Linux 6.1", "host", 1L << 32);
        return new ProfileInfo(
                ProfileInfo.FORMAT, "0.1", "2026-01-01T00:00:00Z", List.of("./program"), ".", Map.of(), machine, runs, "",
                List.of(List.copyOf(counters)), Map.of(), List.of("alu"));
    }

    public static Counter counter(String name) {
        return switch (name) {
            case Counter.WALL -> new Counter(name, Source.SOFTWARE, Family.WALL_TIME, "ns", "wall time");
            case Counter.CPU -> new Counter(name, Source.SOFTWARE, Family.CPU_TIME, "ns", "CPU time");
            case Counter.INSTRUCTIONS ->
                    new Counter(name, Source.HARDWARE, Family.INSTRUCTIONS, "count", "instructions completed");
            case "minor_faults" -> new Counter(name, Source.SOFTWARE, Family.PAGE_FAULTS, "count", "page faults");
            case "voluntary_switches" -> new Counter(name, Source.SOFTWARE, Family.WAITS, "count", "waits");
            default -> new Counter(name, Source.HARDWARE, Family.CACHE_L1, "count", name);
        };
    }
}

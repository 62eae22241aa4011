package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Normalisation;
import io.jenkins.plugins.autoperf.model.RegionScores;
import io.jenkins.plugins.autoperf.model.SimulatedCounts;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A made-up pair of measurements: a region of 1 ms with noise of the kind that virtual machines have. */
final class Measurement {
    static final List<Counter> COUNTERS = List.of(
            counter(Counter.WALL, Family.WALL_TIME, "ns"),
            counter(Counter.CPU, Family.CPU_TIME, "ns"),
            counter("minor_faults", Family.PAGE_FAULTS, "count"),
            counter("voluntary_switches", Family.WAITS, "count"),
            counter("involuntary_switches", Family.PREEMPTION, "count"));
    static final int WALL = 0;
    static final int CPU = 1;
    static final int FAULTS = 2;
    static final int WAITS = 3;
    static final int PREEMPTIONS = 4;

    private static final int SAMPLES = 40;

    final Random random;
    final double[] baseline = {1_000_000, 900_000, 2, 1, 0.5};
    final double[] candidate = baseline.clone();
    int baselineRuns = 10;
    int candidateRuns = 10;
    int regions = 1;
    double spread = 0.05;
    double session = 0;
    double anomaly = 0;
    /** Units that an execution declares. */
    double baselineWork = 0;
    double candidateWork = 0;
    boolean interleaved = true;
    boolean canaries = true;
    double canaryShift = 0;
    String cpuModel = "Xeon";
    SimulatedCounts simulatedBaseline = SimulatedCounts.NONE;
    Optional<Profile> simulatedCandidate = Optional.empty();
    /** Cluster's columns; page faults may be left out as constant. */
    int[] columns = {WALL, CPU, FAULTS, WAITS, PREEMPTIONS};

    Measurement(long seed) {
        random = new Random(seed);
    }

    static Counter counter(String name, Family family, String unit) {
        return new Counter(name, Source.SOFTWARE, family, unit, name.replace('_', ' '));
    }

    /** On a machine without noise to speak of. */
    Measurement steady() {
        spread = 0.005;
        return this;
    }

    Measurement scaled(int counter, double by) {
        candidate[counter] *= by;
        return this;
    }

    Measurement slower(double by) {
        return scaled(WALL, by).scaled(CPU, by);
    }

    Detection detect() {
        return detect(DetectionOptions.DEFAULT);
    }

    Detection detect(DetectionOptions options) {
        return new Detector().detect(model(), profile(), scores(), options);
    }

    RegionVerdict verdict() {
        return detect().regions().get(0);
    }

    Model model() {
        List<Model.RegionBaseline> learnt = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            List<Model.BaselineRun> runs = new ArrayList<>();
            for (int i = 0; i < baselineRuns; i++) {
                runs.add(new Model.BaselineRun(
                        i, 0, 1000, 2, run(baseline, 0), errors(0), new double[0][], work(baselineWork)));
            }
            learnt.add(new Model.RegionBaseline("region " + r, 0, 1, runs));
        }
        Model.Cluster cluster = new Model.Cluster(
                0, null, null, null, 1000, new Model.ErrorStatistics(1000, 1, 0.5, 2, 9));
        return new Model(
                Model.FORMAT,
                "test",
                "2026-01-01T12:00:00Z",
                List.of("bench"),
                machine("Xeon"),
                COUNTERS,
                Normalisation.PER_EXECUTION,
                Hyperparameters.DEFAULT,
                canaries ? List.of("memory") : List.of(),
                IntStream.range(0, canaries ? baselineRuns : 0)
                        .mapToObj(i -> new double[] {canary(0)})
                        .toList(),
                List.of(cluster),
                learnt,
                simulatedBaseline,
                List.of());
    }

    Profile profile() {
        List<RunInfo> runs = IntStream.rangeClosed(1, candidateRuns)
                .mapToObj(i -> new RunInfo(
                        i,
                        0,
                        true,
                        interleaved ? "2026-01-01T11:00:00Z" : "2026-01-02T11:00:00Z",
                        1,
                        0,
                        false,
                        canaries ? List.of(canary(canaryShift)) : List.of(),
                        "run-" + i))
                .toList();
        List<RegionSamples> samples = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            samples.add(new RegionSamples(
                    "region " + r,
                    IntStream.rangeClosed(1, candidateRuns)
                            .mapToObj(i -> new RegionRun(
                                    i, 1000, 2, new double[SAMPLES][COUNTERS.size()], work(candidateWork)))
                            .toList()));
        }
        ProfileInfo info = new ProfileInfo(
                ProfileInfo.FORMAT,
                "test",
                "2026-01-01T10:00:00Z",
                List.of("bench"),
                "",
                Map.of(),
                machine(cpuModel),
                candidateRuns,
                interleaved ? "good" : "",
                List.of(COUNTERS),
                Map.of(),
                canaries ? List.of("memory") : List.of());
        return new Profile(info, COUNTERS, runs, samples, List.of(), simulatedCandidate);
    }

    List<RegionScores> scores() {
        List<RegionScores> scores = new ArrayList<>();
        for (int r = 0; r < regions; r++) {
            List<RegionScores.RunScores> runs = new ArrayList<>();
            for (int i = 1; i <= candidateRuns; i++) {
                double[][] residuals = new double[SAMPLES][columns.length];
                for (double[] row : residuals) {
                    row[CPU] = 0.1 + 3 * anomaly;
                }
                runs.add(new RegionScores.RunScores(i, 1000, 2, errors(anomaly), residuals, run(candidate, session)));
            }
            scores.add(new RegionScores("region " + r, columns, runs));
        }
        return scores;
    }

    private static double[] work(double units) {
        double[] work = new double[SAMPLES];
        Arrays.fill(work, units);
        return work;
    }

    private double[] errors(double shift) {
        double run = 0.2 * random.nextGaussian();
        return random.doubles(SAMPLES).map(u -> -Math.log(1 - u) * Math.exp(run) + shift).toArray();
    }

    /** Times share one effect of the run; counts scatter by a tenth where there are any. */
    private double[] run(double[] means, double shift) {
        double effect = Math.exp(spread * random.nextGaussian() + shift);
        double[] values = means.clone();
        for (int c = 0; c < values.length; c++) {
            boolean time = COUNTERS.get(c).unit().equals("ns");
            values[c] *= time ? effect : Math.exp(0.1 * random.nextGaussian());
        }
        return values;
    }

    private double canary(double shift) {
        return 5e6 * Math.exp(0.05 * random.nextGaussian() + shift);
    }

    private static Machine machine(String cpu) {
        return new Machine(cpu, 2, "amd64", "KVM", "6.1", "host", 4L << 30);
    }
}

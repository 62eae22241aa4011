package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.RegionScores;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** One region's tests before they are weighed against those of all other regions. */
final class RegionComparison {
    private final Model.RegionBaseline baseline;
    private final RegionSamples region;
    private final RegionScores scores;
    private final AnomalyTest errors;
    private final RegionVerdict.Anomaly anomaly;
    private final List<CostComparison> costs = new ArrayList<>();
    private final List<CounterEvidence> counters = new ArrayList<>();
    private final SimulatedEvidence simulated;

    /** @param simulated what simulated runs beside these say */
    RegionComparison(
            Model model,
            Model.RegionBaseline baseline,
            RegionSamples region,
            RegionScores scores,
            SimulatedEvidence simulated,
            DriftAllowance drift,
            DetectionOptions options,
            Bootstrap bootstrap) {
        this.simulated = simulated;
        this.baseline = baseline;
        this.region = region;
        this.scores = scores;
        this.errors = new AnomalyTest(
                baseline.runs().stream().map(Model.BaselineRun::errors).toList(),
                scores.runs().stream().map(RegionScores.RunScores::errors).toList());
        this.anomaly = anomaly(model, options);
        boolean[] moved = new boolean[model.counters().size()];
        CounterEvidence[] evidence = new CounterEvidence[moved.length];
        for (int c = 0; c < model.counters().size(); c++) {
            int column = c;
            Counter counter = model.counters().get(c);
            boolean modelled = Arrays.stream(scores.columns()).anyMatch(k -> k == column);
            Runs before = baselineRuns(c, Double::isFinite);
            Runs now = candidateRuns(c, Double::isFinite);
            if (before.values().length > 0 && now.values().length > 0) {
                evidence[c] = CounterEvidence.of(region.name(), counter, before, now, modelled, options, bootstrap);
                moved[c] = !evidence[c].change().interval().contains(1);
            }
        }
        CounterRanking ranking = CounterRanking.of(scores, moved, anomaly.threshold());
        for (int c = 0; c < evidence.length; c++) {
            if (evidence[c] != null) {
                counters.add(evidence[c].ranked(ranking, c));
            }
        }
        for (String name : CostComparison.COSTS) {
            addCost(model, name, drift);
        }
    }

    private void addCost(Model model, String name, DriftAllowance allowance) {
        for (int c = 0; c < model.counters().size(); c++) {
            Counter counter = model.counters().get(c);
            Runs before = baselineRuns(c, v -> v > 0 && Double.isFinite(v));
            Runs now = candidateRuns(c, v -> v > 0 && Double.isFinite(v));
            if (!counter.name().equals(name) || before.values().length == 0 || now.values().length == 0) {
                continue;
            }
            double drift = allowance.of(
                    counter.dependsOnSpeed(), logs(before), before.sessions(), logs(now));
            costs.add(new CostComparison(region.name(), counter, before, now, drift));
        }
    }

    private static double[] logs(Runs runs) {
        return Arrays.stream(runs.values()).map(Math::log).toArray();
    }

    private RegionVerdict.Anomaly anomaly(Model model, DetectionOptions options) {
        Model.ErrorStatistics cluster = model.clusters().get(baseline.cluster()).errors();
        double paper = cluster.threshold(options.threshold());
        double threshold = options.paperThreshold() ? paper : conformal(model, options.sampleQuantile(), paper);
        double p = errors.pValue(options.sampleQuantile());
        return new RegionVerdict.Anomaly(
                threshold,
                paper,
                AnomalyTest.rate(errors.baseline(), threshold),
                AnomalyTest.rate(errors.candidate(), threshold),
                p,
                p);
    }

    /**
     * From the region's own errors, from its cluster's where it has too few, by μ + tσ where these are too few
     * as well.
     */
    private double conformal(Model model, double quantile, double paper) {
        double own = Quantiles.conformal(AnomalyTest.pooled(errors.baseline()), quantile);
        if (Double.isFinite(own)) {
            return own;
        }
        List<double[]> all = model.regions().stream()
                .filter(r -> r.cluster() == baseline.cluster())
                .flatMap(r -> r.runs().stream())
                .map(r -> Arrays.stream(r.errors()).filter(v -> !Double.isNaN(v)).toArray())
                .toList();
        double shared = Quantiles.conformal(AnomalyTest.pooled(all), quantile);
        return Double.isFinite(shared) ? shared : paper;
    }

    RegionVerdict.Anomaly anomaly() {
        return anomaly;
    }

    List<CostComparison> costs() {
        return costs;
    }

    List<CounterEvidence> counters() {
        return counters;
    }

    SimulatedEvidence simulated() {
        return simulated;
    }

    int baselineRuns() {
        return baseline.runs().size();
    }

    int candidateRuns() {
        return scores.runs().size();
    }

    RegionVerdict verdict(
            Judge.Ruling ruling,
            RegionVerdict.Anomaly weighed,
            List<RegionVerdict.Cost> costs,
            List<RegionVerdict.CounterChange> counters) {
        return new RegionVerdict(
                region.name(),
                ruling.verdict(),
                ruling.reason(),
                baseline.cluster(),
                baseline.purity(),
                baseline.executions(),
                region.executions(),
                weighed,
                costs,
                counters,
                ErrorHistogram.of(errors.baseline(), errors.candidate()));
    }

    /** By the work that a typical execution declares; 0 on both sides where none does. */
    boolean sameSize() {
        double before = Quantiles.median(
                baseline.runs().stream().flatMapToDouble(r -> Arrays.stream(r.work())).toArray());
        double now = Quantiles.median(region.runs().stream().flatMapToDouble(r -> Arrays.stream(r.work())).toArray());
        return before == now || !different(before, now);
    }

    private static boolean different(double before, double now) {
        return now / before > 1.1 || before / now > 1.1;
    }

    /** Cost is judged per execution, so that a region that is merely executed more often must be told apart. */
    Optional<String> executionsWarning() {
        double before = Quantiles.median(baseline.runs().stream().mapToDouble(Model.BaselineRun::executions).toArray());
        double now = Quantiles.median(region.runs().stream().mapToDouble(r -> r.executions()).toArray());
        return before > 0 && now > 0 && different(before, now)
                ? Optional.of("Region " + region.name() + " was executed " + Phrases.number(now) + " times a run, "
                        + Phrases.number(before) + " in the good version; its cost is judged by execution.")
                : Optional.empty();
    }

    private Runs baselineRuns(int column, DoublePredicate usable) {
        List<Model.BaselineRun> runs = baseline.runs().stream()
                .filter(r -> usable.test(r.means()[column]))
                .toList();
        return new Runs(
                runs.stream().mapToDouble(r -> r.means()[column]).toArray(),
                runs.stream().mapToInt(Model.BaselineRun::session).toArray(),
                runs.stream().allMatch(r -> r.threads() == 1));
    }

    private Runs candidateRuns(int column, DoublePredicate usable) {
        List<RegionScores.RunScores> runs = scores.runs().stream()
                .filter(r -> usable.test(r.means()[column]))
                .toList();
        return new Runs(
                runs.stream().mapToDouble(r -> r.means()[column]).toArray(),
                new int[runs.size()],
                runs.stream().allMatch(r -> r.threads() == 1));
    }
}

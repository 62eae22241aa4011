package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What can be told of a measurement that has no baseline: what each region costs, and how steady the machine is. */
public final class FirstMeasurement {
    private static final String REASON = "First measurement: nothing to compare with yet.";
    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    private FirstMeasurement() {}

    /**
     * @param learnt from that measurement alone
     * @return every region unchanged, the dearest first; what would need a baseline is {@code NaN} or empty
     */
    public static Detection of(Model learnt, DetectionOptions options) {
        List<RegionVerdict> regions = learnt.regions().stream()
                .map(region -> verdict(learnt, region))
                .sorted(Comparator.comparingDouble(FirstMeasurement::cheapness).thenComparing(RegionVerdict::region))
                .toList();
        return new Detection(Verdict.UNCHANGED, options, regions, noise(learnt), List.of());
    }

    private static RegionVerdict verdict(Model learnt, Model.RegionBaseline region) {
        List<RegionVerdict.Cost> costs = new ArrayList<>();
        for (String name : CostComparison.COSTS) {
            for (int c = 0; c < learnt.counters().size(); c++) {
                double[] runs = values(region, c);
                if (learnt.counters().get(c).name().equals(name) && runs.length > 0) {
                    costs.add(cost(learnt.counters().get(c), runs));
                }
            }
        }
        double unknown = Double.NaN;
        return new RegionVerdict(
                region.name(),
                Verdict.UNCHANGED,
                REASON,
                -1,
                0,
                0,
                region.executions(),
                new RegionVerdict.Anomaly(unknown, unknown, unknown, unknown, unknown, unknown),
                costs,
                List.of(),
                new RegionVerdict.Histogram(new double[0], new double[0], new double[0]));
    }

    private static double[] values(Model.RegionBaseline region, int counter) {
        return region.runs().stream()
                .mapToDouble(run -> run.means()[counter])
                .filter(v -> v > 0 && Double.isFinite(v))
                .toArray();
    }

    private static RegionVerdict.Cost cost(Counter counter, double[] runs) {
        double typical = Math.exp(Quantiles.trimmedMean(Arrays.stream(runs).map(Math::log).toArray()));
        double unknown = Double.NaN;
        return new RegionVerdict.Cost(
                counter, unknown, typical, unknown, UNKNOWN, unknown, 0, unknown, unknown, new double[0], runs);
    }

    private static double cheapness(RegionVerdict region) {
        return region.costs().isEmpty() ? 0 : -region.costs().get(0).candidate();
    }

    private static Noise noise(Model learnt) {
        List<Noise.Canary> canaries = new ArrayList<>();
        for (int k = 0; k < learnt.canaries().size(); k++) {
            double[] times = DriftAllowance.column(learnt.canaryRuns(), k);
            if (times.length > 0) {
                canaries.add(new Noise.Canary(
                        learnt.canaries().get(k), Double.NaN, Quantiles.median(times), DriftAllowance.spread(times)));
            }
        }
        return new Noise(canaries, Double.NaN, false);
    }
}

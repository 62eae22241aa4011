package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.SimulatedCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What simulated runs beside the native ones say of a region. Counts that repeat are proof and need no test, so they do not
 * stand among the tests of which a share may go wrong. Of one run of what several threads execute, the costs count with an
 * allowance, and the other counts are shown and prove nothing.
 *
 * @param counters those whose added events are worth most simulated cycles first
 */
record SimulatedEvidence(List<RegionEvidence.WeighedCost> costs, List<CounterEvidence> counters) {
    /** How far the cost of what several threads execute may differ from one simulated run to the next, see docs/evaluation.md. */
    static final double THREADS = 0.02;

    static final SimulatedEvidence NONE = new SimulatedEvidence(List.of(), List.of());

    static SimulatedEvidence of(
            String region,
            SimulatedCounts baseline,
            SimulatedCounts candidate,
            DetectionOptions options,
            Bootstrap bootstrap) {
        Optional<SimulatedCounts.Region> before = baseline.region(region);
        Optional<SimulatedCounts.Region> now = candidate.region(region);
        if (before.isEmpty() || now.isEmpty()) {
            return NONE;
        }
        List<RegionEvidence.WeighedCost> costs = new ArrayList<>();
        List<CounterEvidence> counters = new ArrayList<>();
        for (int c = 0; c < baseline.counters().size(); c++) {
            Counter counter = baseline.counters().get(c);
            Runs good = runs(before.get(), c);
            Runs other = runs(now.get(), c);
            if (good.values().length > 0 && other.values().length > 0) {
                counters.add(counter(region, counter, good, other, options, bootstrap));
                if (CostComparison.COSTS.contains(counter.name()) && good.least() > 0 && other.least() > 0) {
                    costs.add(cost(region, counter, good, other, options, bootstrap));
                }
            }
        }
        counters.sort(Comparator.comparingDouble((CounterEvidence c) -> -Math.abs(c.worth())));
        return new SimulatedEvidence(costs, counters);
    }

    private static CounterEvidence counter(
            String region, Counter counter, Runs good, Runs other, DetectionOptions options, Bootstrap bootstrap) {
        CounterEvidence evidence = CounterEvidence.of(region, counter, good, other, false, options, bootstrap);
        return Runs.exact(counter, good, other) ? evidence : evidence.withoutTest();
    }

    private static RegionEvidence.WeighedCost cost(
            String region, Counter counter, Runs good, Runs other, DetectionOptions options, Bootstrap bootstrap) {
        boolean exact = Runs.exact(counter, good, other);
        boolean threads = !exact && good.single() && other.single();
        CostComparison comparison = threads
                ? new CostComparison(region, counter, good.takenAsExact(), other.takenAsExact(), THREADS)
                : new CostComparison(region, counter, good, other, 0);
        double p = exact || threads ? comparison.pValue(options.minimumEffect()) : 1;
        return new RegionEvidence.WeighedCost(comparison.cost(options, bootstrap, 1, p, p), 0, 0);
    }

    private static Runs runs(SimulatedCounts.Region region, int counter) {
        List<SimulatedCounts.Run> runs = region.runs().stream()
                .filter(run -> Double.isFinite(run.means()[counter]))
                .toList();
        return new Runs(
                runs.stream().mapToDouble(run -> run.means()[counter]).toArray(),
                runs.stream().mapToInt(SimulatedCounts.Run::session).toArray(),
                runs.stream().allMatch(run -> run.threads() == 1));
    }
}

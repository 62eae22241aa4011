package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import java.util.List;
import java.util.Map;

/**
 * How to measure.
 *
 * @param runs counted runs of each target
 * @param warmUp runs before them that leave nothing
 * @param groups counters of each pass of a run
 * @param sampleBudget samples of a region after which the runtime thins further
 * @param unavailable counter name to the reason why this machine does not have it
 * @param measureOverhead whether to run the first target without counters too
 * @param overheadPairs runs that get a partner without counters; never more than the runs
 * @param canaries whether to measure the machine's speed before each run
 * @param existing what to do where the output holds a profile already
 * @param simulation the processor of simulated counters
 * @param beside simulated counters of one more run of each target, after its native runs; empty for none
 * @param counted share of the time in which each hardware event is counted; below 1 they take turns
 */
public record Plan(
        int runs,
        int warmUp,
        List<List<Counter>> groups,
        int sampleBudget,
        Map<String, String> unavailable,
        boolean measureOverhead,
        int overheadPairs,
        boolean canaries,
        Existing existing,
        Simulation simulation,
        List<Counter> beside,
        double counted) {
    public Plan {
        if (runs < 1 || warmUp < 0 || sampleBudget < 1 || overheadPairs < 0) {
            throw new AutoPerfException(
                    Kind.USAGE, "At least one run and one sample are needed, and no number may be negative.");
        }
        if (groups.isEmpty() || groups.stream().anyMatch(List::isEmpty)) {
            throw new AutoPerfException(
                    Kind.MACHINE, "There is no counter to measure with. \"autoperf counters\" says which there are and why not.");
        }
        groups = groups.stream().map(List::copyOf).toList();
        unavailable = Map.copyOf(unavailable);
        beside = List.copyOf(beside);
    }

    /** A plan that refuses an output that holds a profile already. */
    public Plan(
            int runs,
            int warmUp,
            List<List<Counter>> groups,
            int sampleBudget,
            Map<String, String> unavailable,
            boolean measureOverhead,
            int overheadPairs,
            boolean canaries) {
        this(runs, warmUp, groups, sampleBudget, unavailable, measureOverhead, overheadPairs, canaries, Existing.REFUSE,
                Simulation.DEFAULT, List.of(), 1);
    }

    /** The plan of the one simulated run beside the native ones. */
    Plan simulatedRun() {
        return new Plan(1, 0, List.of(beside), sampleBudget, Map.of(), false, 0, false, existing, simulation, List.of(), 1);
    }

    /** Whether nothing but simulated counters is measured. */
    boolean simulated() {
        return groups.stream().allMatch(Plan::isSimulated);
    }

    static boolean isSimulated(List<Counter> group) {
        return group.stream().anyMatch(counter -> counter.source() == Source.SIMULATED);
    }

    /** Pairs of executions with and without counters that are really made. */
    int pairs() {
        return measureOverhead ? Math.min(overheadPairs, runs) : 0;
    }
}

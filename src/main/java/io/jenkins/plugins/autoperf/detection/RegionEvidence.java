package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import java.util.List;
import java.util.Optional;

/**
 * All that the verdict on one region rests on.
 *
 * @param baselineRuns good runs that executed the region
 * @param candidateRuns candidate runs that did
 * @param sameSize whether an execution does about as much declared work on both sides
 */
record RegionEvidence(
        int baselineRuns,
        int candidateRuns,
        boolean sameSize,
        RegionVerdict.Anomaly anomaly,
        List<WeighedCost> costs,
        List<CounterEvidence> counters) {

    /**
     * @param drift relative allowance for the machine's drift that the cost's interval includes
     * @param runsToRuleOut runs of each side that would show an increase by {@link DetectionOptions#ruledOut}; 0 where none would
     */
    record WeighedCost(RegionVerdict.Cost cost, double drift, int runsToRuleOut) {}

    Optional<RegionVerdict.Cost> cost(String counter) {
        return weighed(counter).map(WeighedCost::cost);
    }

    Optional<WeighedCost> weighed(String counter) {
        return costs.stream()
                .filter(c -> c.cost().counter().name().equals(counter))
                .findFirst();
    }

    /** The cost that rules out an increase: CPU time, else wall time, else instructions, else simulated cycles. */
    Optional<WeighedCost> primary() {
        return weighed(Counter.CPU).or(() -> weighed(Counter.WALL)).or(() -> weighed(Counter.INSTRUCTIONS))
                .or(() -> weighed(Counter.SIMULATED_CYCLES));
    }

    /** The time that an event of that family lengthens: waiting passes on the wall clock, all else on the CPU's. */
    Optional<RegionVerdict.Cost> timeOf(Family family) {
        Optional<RegionVerdict.Cost> cpu = cost(Counter.CPU);
        Optional<RegionVerdict.Cost> wall = cost(Counter.WALL);
        return family == Family.WAITS ? wall.or(() -> cpu) : cpu.or(() -> wall);
    }
}

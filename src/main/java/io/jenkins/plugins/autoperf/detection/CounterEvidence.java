package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.Arrays;

/**
 * One counter of both sides. A count that does not follow the machine's speed needs no allowance for drift, so that its
 * own change can be tested: rank sum test by run, against the hypothesis that it changed by at most {@link #factor}.
 *
 * @param modelled whether the autoencoder looks at it; it leaves out what was constant in the good version
 * @param tested whether it is a count with values on both sides
 * @param pValue two-sided; 1 where not tested
 * @param qValue after Benjamini-Hochberg over all regions and counts
 */
record CounterEvidence(
        RegionVerdict.CounterChange change, boolean modelled, boolean tested, double pValue, double qValue) {
    /** Change of an event count that differs between two quiet hours for reasons outside the program. */
    static final double UNSTEADY_FACTOR = 1.5;

    static CounterEvidence of(
            String region,
            Counter counter,
            Runs baseline,
            Runs candidate,
            boolean modelled,
            DetectionOptions options,
            Bootstrap bootstrap) {
        double before = mean(baseline.values());
        double now = mean(candidate.values());
        boolean exact = Runs.exact(counter, baseline, candidate);
        Interval interval = exact
                ? Runs.ratios(baseline, candidate)
                : bootstrap.compare(
                        region + "\n" + counter.name() + "\nmean",
                        baseline.values(),
                        candidate.values(),
                        CounterEvidence::mean,
                        Runs::ratio);
        RegionVerdict.CounterChange change = new RegionVerdict.CounterChange(
                counter,
                before,
                now,
                Runs.ratio(before, now),
                new Interval(Math.max(0, interval.low()), interval.high()),
                0,
                0,
                0);
        boolean tested = !counter.dependsOnSpeed()
                && !CostComparison.COSTS.contains(counter.name())
                && EventPrice.isVoluntary(counter)
                && baseline.values().length > 0
                && candidate.values().length > 0;
        double factor = factor(counter, options.minimumEffect());
        double p = !tested ? 1 : exact ? Runs.exactly(baseline, candidate, factor) : byRank(baseline, candidate, factor);
        return new CounterEvidence(change, modelled, tested, p, p);
    }

    private static double byRank(Runs baseline, Runs candidate, double factor) {
        double less = RankTest.greater(baseline.values(), divided(candidate.values(), factor));
        double more = RankTest.greater(candidate.values(), divided(baseline.values(), factor));
        return Math.min(1, 2 * Math.min(less, more));
    }

    /** Ratio that a count must exceed to have changed at all. */
    static double factor(Counter counter, double minimumEffect) {
        return switch (counter.family()) {
            case INSTRUCTIONS, VECTOR, MEMORY_ACCESS -> 1 + minimumEffect;
            default -> Math.max(UNSTEADY_FACTOR, 1 + minimumEffect);
        };
    }

    /** Least time that the difference in events takes, in the unit of {@link EventPrice}; below 0 for fewer events. */
    double worth() {
        return (change.candidate() - change.baseline()) * EventPrice.of(change.counter());
    }

    CounterEvidence withoutTest() {
        return new CounterEvidence(change, modelled, false, 1, 1);
    }

    CounterEvidence withQ(double q) {
        return new CounterEvidence(change, modelled, tested, pValue, q);
    }

    CounterEvidence ranked(CounterRanking ranking, int column) {
        RegionVerdict.CounterChange c = change;
        return new CounterEvidence(
                new RegionVerdict.CounterChange(
                        c.counter(),
                        c.baseline(),
                        c.candidate(),
                        c.ratio(),
                        c.interval(),
                        ranking.share(column),
                        ranking.votes(column),
                        ranking.direction(column)),
                modelled,
                tested,
                pValue,
                qValue);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double[] divided(double[] values, double by) {
        return Arrays.stream(values).map(v -> v / by).toArray();
    }
}

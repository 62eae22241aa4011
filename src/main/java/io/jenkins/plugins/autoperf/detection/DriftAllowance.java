package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far a machine's speed may have moved between the two sides. Runs of one sitting share the machine's state of that
 * hour, so the spread from run to run says nothing about it. It is at least a floor that was measured (same program on
 * both sides, see docs/evaluation.md), and more where the canaries moved or the region itself scatters.
 */
final class DriftAllowance {
    /** Sides measured one after the other, of a region that hardly scatters, while the canaries stand still. */
    static final double ARCHIVED = 0.03;
    /** Sides measured run by run in turn. */
    static final double INTERLEAVED = 0.01;
    /** How much harder the program may be hit than the canary was, on the log scale. */
    static final double BEYOND_CANARY = 2;
    /**
     * Sides measured apart: a region that scatters from run to run also moves from hour to hour, by so many
     * deviations.
     */
    static final double DEVIATIONS = 4;
    /**
     * No canary, or another machine: nothing tells whether memory was slower; 99 of 100 memory-bound ones stay
     * within.
     */
    static final double UNKNOWN = 0.75;

    private final Noise noise;
    private final double floor;
    private final double[] shifts;

    private DriftAllowance(Noise noise, double floor, double[] shifts) {
        this.noise = noise;
        this.floor = floor;
        this.shifts = shifts;
    }

    static DriftAllowance between(Model model, Profile candidate, Bootstrap bootstrap) {
        boolean interleaved = interleaved(model, candidate);
        boolean sameMachine = model.machine().fingerprint().equals(candidate.info().machine().fingerprint());
        List<Noise.Canary> canaries = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        for (int k = 0; k < model.canaries().size(); k++) {
            String name = model.canaries().get(k);
            double[] before = column(model.canaryRuns(), k);
            double[] after = candidateCanary(candidate, name);
            if (before.length == 0 || after.length == 0) {
                continue;
            }
            double baseline = Quantiles.median(before);
            double now = Quantiles.median(after);
            canaries.add(new Noise.Canary(name, baseline, now, Math.max(spread(before), spread(after))));
            shifts.add(interleaved
                    ? proven(name, before, after, bootstrap)
                    : BEYOND_CANARY * Math.abs(Math.log(now / baseline)));
        }
        boolean simulated = model.counters().stream().noneMatch(Counter::dependsOnSpeed);
        double floor = simulated ? 0 : canaries.isEmpty() || !sameMachine ? UNKNOWN : interleaved ? INTERLEAVED : ARCHIVED;
        double largest = shifts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return new DriftAllowance(
                new Noise(canaries, Math.max(floor, Math.expm1(largest)), interleaved),
                floor,
                shifts.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What is told of it; its drift is the most that a region is allowed for the canaries' sake. */
    Noise noise() {
        return noise;
    }

    /**
     * Allowance for one cost of one region. A region that hardly scatters from run to run while a canary does cannot depend
     * much on what that canary measures: so its scatter over the canary's bounds how far it followed the canary.
     *
     * @param logs of the good runs
     * @param sessions of each good run
     * @param now logs of the candidate's runs
     */
    double of(boolean dependsOnSpeed, double[] logs, int[] sessions, double[] now) {
        double drift = betweenSessions(logs, sessions);
        if (!dependsOnSpeed) {
            return drift;
        }
        double spread = larger(CostComparison.spread(logs), CostComparison.spread(now));
        if (Double.isNaN(spread)) {
            return Math.max(noise.drift(), drift);
        }
        double largest = noise.interleaved() ? 0 : DEVIATIONS * spread;
        for (int k = 0; k < shifts.length; k++) {
            double follows = Math.min(1, BEYOND_CANARY * spread / noise.canaries().get(k).spread());
            largest = Math.max(largest, follows * shifts[k]);
        }
        return Math.max(floor, Math.max(drift, Math.expm1(largest)));
    }

    private static double larger(double one, double other) {
        return Double.isNaN(one) || other > one ? other : one;
    }

    /**
     * Shift of a cost between the good sessions themselves: they were the same program.
     *
     * @param logs one value a run
     * @param sessions of each run
     * @return relative, 0.1 for 10 %; 0 with fewer than two sessions of three runs
     */
    static double betweenSessions(double[] logs, int[] sessions) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int session : Arrays.stream(sessions).distinct().toArray()) {
            double[] own = IntStream.range(0, logs.length)
                    .filter(i -> sessions[i] == session)
                    .mapToDouble(i -> logs[i])
                    .toArray();
            if (own.length >= 3) {
                low = Math.min(low, Quantiles.median(own));
                high = Math.max(high, Quantiles.median(own));
            }
        }
        return high > low ? Math.expm1(high - low) : 0;
    }

    /**
     * Whether the two sides alternated. A profile only names its partner, so it must also be that the model was made
     * after the candidate's first run, and from one profile alone.
     */
    static boolean interleaved(Model model, Profile candidate) {
        if (candidate.info().interleavedWith().isEmpty() || candidate.runs().isEmpty()) {
            return false;
        }
        long sessions = model.regions().stream()
                .flatMap(r -> r.runs().stream())
                .mapToInt(Model.BaselineRun::session)
                .distinct()
                .count();
        try {
            Instant first = Instant.parse(candidate.runs().get(0).started());
            return sessions <= 1 && Instant.parse(model.created()).isAfter(first);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** In turn, both canaries saw the same hour: only a shift beyond their own noise counts. */
    private static double proven(String name, double[] before, double[] after, Bootstrap bootstrap) {
        Interval log = bootstrap.compare(
                "canary " + name, before, after, Quantiles::trimmedMeanInPlace, (b, c) -> Math.log(c / b));
        return Math.max(0, Math.max(log.low(), -log.high()));
    }

    /** Half the range of the middle 68 % over the median: the standard deviation, were it normal. */
    static double spread(double[] values) {
        double[] sorted = Quantiles.sorted(values);
        double range = Quantiles.quantile(sorted, 0.84) - Quantiles.quantile(sorted, 0.16);
        return range / 2 / Quantiles.quantile(sorted, 0.5);
    }

    static double[] column(List<double[]> rows, int k) {
        return rows.stream()
                .filter(r -> r.length > k)
                .mapToDouble(r -> r[k])
                .filter(v -> v > 0 && Double.isFinite(v))
                .toArray();
    }

    private static double[] candidateCanary(Profile candidate, String name) {
        int k = candidate.info().canaries().indexOf(name);
        return candidate.runs().stream()
                .filter(RunInfo::succeeded)
                .map(RunInfo::canary)
                .filter(c -> k >= 0 && c.size() > k)
                .mapToDouble(c -> c.get(k))
                .filter(v -> v > 0 && Double.isFinite(v))
                .toArray();
    }
}

package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A counter in the runs of one side.
 *
 * @param values one a run
 * @param sessions of each run; runs of different sessions may be of different versions
 * @param alone whether one thread alone executed the region in every run, and no other a region of the same process: they share
 *     the caches and what predicts branches
 */
record Runs(double[] values, int[] sessions, boolean alone) {
    /** Of one version, by several threads. */
    static Runs of(double... values) {
        return new Runs(values, new int[values.length], false);
    }

    /**
     * Whether chance has no part in a count, so that it needs no test: it is a simulated processor's, and it repeats. A
     * thread on its own does the same each time unless the program asks for the time or for random numbers, which two runs
     * show; of several threads two runs that agree must show that they do not meet.
     */
    static boolean exact(Counter counter, Runs baseline, Runs candidate) {
        return counter.source() == Source.SIMULATED && baseline.repeats() && candidate.repeats();
    }

    private boolean repeats() {
        return values.length > 0
                && Arrays.stream(sessions).distinct().allMatch(session -> {
                    double[] own = IntStream.range(0, values.length)
                            .filter(i -> sessions[i] == session)
                            .mapToDouble(i -> values[i])
                            .toArray();
                    return (alone || own.length >= 2) && Arrays.stream(own).allMatch(v -> v == own[0]);
                });
    }

    /** Whether there is one run of each session. */
    boolean single() {
        return values.length > 0 && Arrays.stream(sessions).distinct().count() == values.length;
    }

    /** The same values, as if one thread alone had made them. */
    Runs takenAsExact() {
        return new Runs(values, sessions, true);
    }

    double least() {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    double most() {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** Two-sided p-value of an exact count: 0 where every value is on one side of all others by more than the factor. */
    static double exactly(Runs baseline, Runs candidate, double factor) {
        boolean moved = candidate.least() > baseline.most() * factor || baseline.least() > candidate.most() * factor;
        return moved ? 0 : 1;
    }

    /** Ratios between the sides of an exact count; where the sessions of a side differ, all of them. */
    static Interval ratios(Runs baseline, Runs candidate) {
        return new Interval(ratio(baseline.most(), candidate.least()), ratio(baseline.least(), candidate.most()));
    }

    static double ratio(double before, double now) {
        if (before == 0) {
            return now == 0 ? 1 : Double.POSITIVE_INFINITY;
        }
        return now / before;
    }
}

package io.jenkins.plugins.autoperf.diagnosis;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.detection.EventPrice;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A region's counters as the rules look at them: {@code before} and {@code now} per execution or unit of work. What
 * became cheaper is looked at in reverse, so that one rule serves both directions.
 */
final class Symptoms {
    /** Time that a change must explain at least, where time itself hardly changed, as a share of it. */
    private static final double LEAST_TIME = 0.05;

    private final List<CounterChange> changes;
    private final List<Counter> measured;
    private final boolean reversed;

    Symptoms(RegionVerdict verdict, List<Counter> measured, boolean reversed) {
        this.changes = verdict.counters();
        this.measured = measured;
        this.reversed = reversed;
    }

    boolean measures(Family family) {
        return measured.stream().anyMatch(c -> c.family() == family);
    }

    /** Whether a clock timed the region, and beside it a simulated processor counted its instructions. */
    boolean timesAndSimulates() {
        return measured.stream().anyMatch(c -> c.name().equals(Counter.SIMULATED_INSTRUCTIONS)) && hasClock();
    }

    private boolean hasClock() {
        return measured.stream().anyMatch(c -> c.name().equals(Counter.CPU) || c.name().equals(Counter.WALL));
    }

    /** The counter of the family whose change weighs most. */
    Optional<CounterChange> of(Family family) {
        // Switches of both kinds together say nothing about waiting.
        return of(c -> c.family() == family && (family != Family.WAITS || EventPrice.isVoluntary(c)));
    }

    Optional<CounterChange> of(Predicate<Counter> which) {
        return changes.stream()
                .filter(c -> which.test(c.counter()))
                .max(Comparator.comparingDouble(c -> Math.abs(added(c))));
    }

    /** CPU time by its own clock; simulated cycles stand for it where there is no clock. */
    Optional<CounterChange> cpu() {
        return of(c -> c.name().equals(Counter.CPU)).or(() -> of(c -> c.name().equals(Counter.SIMULATED_CYCLES)));
    }

    Optional<CounterChange> wall() {
        return of(c -> c.name().equals(Counter.WALL));
    }

    double before(CounterChange c) {
        return reversed ? c.candidate() : c.baseline();
    }

    double now(CounterChange c) {
        return reversed ? c.baseline() : c.candidate();
    }

    /** Now over before; infinite from nothing, 1 where there is no such counter. */
    double ratio(Optional<CounterChange> change) {
        return change.map(c -> {
                    if (before(c) == 0) {
                        return now(c) == 0 ? 1 : Double.POSITIVE_INFINITY;
                    }
                    return now(c) / before(c);
                })
                .orElse(1.0);
    }

    double added(CounterChange c) {
        return now(c) - before(c);
    }

    double added(Optional<CounterChange> change) {
        return change.map(this::added).orElse(0.0);
    }

    /** Share of the added time that the added events took at their least price; waits are held against wall time. */
    double explains(Optional<CounterChange> change) {
        return change.map(c -> added(c) * price(c.counter()) / addedTime(c.counter().family())).orElse(0.0);
    }

    /** Simulated events are held against real time where there is a clock, else against the simulated cycles. */
    private double price(Counter counter) {
        return hasClock() ? EventPrice.nanoseconds(counter) : EventPrice.of(counter);
    }

    /** Whether system calls were counted where nobody disturbs the program, and are not its reason to be in the kernel. */
    boolean callsNoMore() {
        return measures(Family.SYSTEM_CALLS)
                && (added(of(Family.SYSTEM_CALLS)) <= 0 || explains(of(Family.SYSTEM_CALLS)) < kernelShare() / 100);
    }

    /** Share of the added CPU time that the kernel spent. */
    double kernelShare() {
        return added(of(Family.KERNEL_TIME)) / addedTime(Family.KERNEL_TIME);
    }

    /**
     * Whether wall time grew more than CPU time, and at least a third of what was added was not spent on a
     * processor.
     */
    boolean waitsMore() {
        double wall = added(wall());
        return cpu().isPresent()
                && wall().map(w -> wall > LEAST_TIME * before(w)).orElse(false)
                && ratio(wall()) > 1.2 * ratio(cpu())
                && wall - Math.max(0, added(cpu())) >= wall / 3;
    }

    private double addedTime(Family family) {
        Optional<CounterChange> time = family == Family.WAITS ? wall().or(this::cpu) : cpu().or(this::wall);
        // Without a clock nothing can be weighed, and every event counts.
        return time.map(t -> Math.max(added(t), LEAST_TIME * before(t))).orElse(Double.MIN_NORMAL);
    }
}

package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.Locale;

/**
 * What one event costs at the very least, in nanoseconds. Deliberately low for any machine of the last ten years, so
 * that a number of events times its price is a lower bound of the time that they took. Of a simulated processor's events:
 * the simulated cycles that they are counted as.
 */
public final class EventPrice {
    private EventPrice() {}

    /** @return nanoseconds or simulated cycles, 0 for events that are not dear in themselves or whose cost is not known */
    public static double of(Counter counter) {
        return counter.source() == Source.SIMULATED ? cycles(counter) : nanoseconds(counter);
    }

    /** As in KCachegrind's cycle estimation; of a call into the kernel, what the way there and back takes at least. */
    private static double cycles(Counter counter) {
        return switch (counter.family()) {
            case SYSTEM_CALLS -> 100;
            case INSTRUCTIONS -> 1;
            case CACHE_L1 -> 10;
            case CACHE_L3 -> 100;
            case BRANCH -> isMisprediction(counter) ? 10 : 0;
            default -> 0;
        };
    }

    /** What one event of that kind costs on a real processor at the very least, though a simulated one may have counted it. */
    public static double nanoseconds(Counter counter) {
        return switch (counter.family()) {
            case WAITS -> isVoluntary(counter) ? 1_000 : 0; // off the processor and back, without the waiting itself
            case PAGE_FAULTS -> isMajor(counter) ? 10_000 : 250; // a read from the disk; a trap and a zeroed page
            case SYSTEM_CALLS -> 50; // there and back, without what the kernel does meanwhile
            case NUMA -> 40;
            case SHARING -> 30;
            case CACHE_L3 -> isMiss(counter) ? 20 : 0;
            case TLB -> 5;
            case CACHE_L2 -> isMiss(counter) ? 3 : 0;
            case CACHE_L1 -> isMiss(counter) ? 1 : 0;
            case BRANCH -> isMisprediction(counter) ? 3 : 0.1;
            case INSTRUCTIONS -> 0.1;
            default -> 0;
        };
    }

    /** Whether a page fault counter counts those alone that read from a disk. */
    public static boolean isMajor(Counter counter) {
        return counter.name().toLowerCase(Locale.ROOT).contains("maj");
    }

    /** Whether a counter of switches leaves out those that the kernel forced on the thread: they are the machine's. */
    public static boolean isVoluntary(Counter counter) {
        return !counter.name().toUpperCase(Locale.ROOT).contains("CONTEXT-SWITCHES");
    }

    /** Whether a cache counter counts misses; PAPI's names of accesses, reads, writes and hits end in A, R, W and H. */
    public static boolean isMiss(Counter counter) {
        return !counter.name().matches("PAPI_L\\d_[DIT]C[ARWH]");
    }

    /** Whether a branch counter counts wrong guesses, not branches. */
    public static boolean isMisprediction(Counter counter) {
        String name = counter.name().toLowerCase(Locale.ROOT);
        return name.contains("msp") || name.contains("mis");
    }
}

package io.jenkins.plugins.autoperf.profile;

/** One sample of a process file. {@link AprofReader} fills the same object again and again: copy what is to be kept. */
public final class Sample {
    /** The value of a counter that could not be read. */
    public static final long UNREAD = -1L;

    private static final int LEFT_WITHOUT_END = 1;
    private static final int COLD = 2;

    int region;
    int thread;
    long ordinal;
    long start;
    float work;
    int depth;
    int flags;
    final long[] values;

    Sample(int counters) {
        values = new long[counters];
    }

    public int region() {
        return region;
    }

    public int thread() {
        return thread;
    }

    /** Number of this execution among those of its region on its thread, from 0. */
    public long ordinal() {
        return ordinal;
    }

    /** Nanoseconds since the process started. */
    public long start() {
        return start;
    }

    /** Units of work declared inside; finite and at least 0. */
    public float work() {
        return work;
    }

    /** Number of enclosing regions on this thread. */
    public int depth() {
        return depth;
    }

    public int flags() {
        return flags;
    }

    /** Whether an exception or a long jump left the region, and an outer region's end closed it. */
    public boolean leftWithoutEnd() {
        return (flags & LEFT_WITHOUT_END) != 0;
    }

    /** Whether the simulated caches were empty shortly before. */
    public boolean cold() {
        return (flags & COLD) != 0;
    }

    /** Unsigned difference of that counter between entry and exit; {@link #UNREAD} where it could not be read. */
    public long value(int counter) {
        return values[counter];
    }

    /** As {@link #value}, {@code NaN} where the counter could not be read. */
    public double valueOrNaN(int counter) {
        long value = values[counter];
        if (value >= 0) {
            return value;
        }
        // The upper half of the unsigned range: halved with its last bit kept for rounding, converted, doubled.
        return value == UNREAD ? Double.NaN : (value >>> 1 | value & 1) * 2.0;
    }
}

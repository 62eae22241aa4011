package io.jenkins.plugins.autoperf.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps an even, deterministic selection of the samples of one region in one execution, in bounded memory: those that come
 * first in the low-discrepancy sequence by which the runtime chose them, which is its own thinning carried on.
 */
final class RowSelection {
    private static final Comparator<Row> BY_PLACE = (a, b) -> {
        int order = Long.compareUnsigned(a.place, b.place);
        return order != 0 ? order : Row.BY_TIME.compare(a, b);
    };

    private final int log2Stride;
    private final int capacity;
    private List<Row> rows = new ArrayList<>();
    private boolean warm;

    /** A sample as it is kept. */
    record Row(long place, int process, int thread, long ordinal, long start, float work, double[] values) {
        static final Comparator<Row> BY_TIME = Comparator.comparingInt(Row::process)
                .thenComparingLong(Row::start)
                .thenComparingInt(Row::thread)
                .thenComparingLong(Row::ordinal);
    }

    /**
     * @param log2Stride the stride that all processes and passes have in common
     * @param capacity rows that {@link #first} may ask for
     */
    RowSelection(int log2Stride, int capacity) {
        this.log2Stride = log2Stride;
        this.capacity = capacity;
    }

    /** Whether that execution is a sample at the common stride. */
    boolean takes(Sample sample) {
        return AprofFormat.isSample(sample.ordinal(), sample.thread(), log2Stride);
    }

    /** Samples from a simulator with cold caches are kept only where there is no other. */
    void add(int process, Sample sample, double[] values) {
        if (sample.cold() && warm) {
            return;
        }
        if (!sample.cold() && !warm) {
            warm = true;
            rows.clear();
        }
        // Each process begins at another place of the sequence, lest the first executions of all of them be preferred.
        long place = (AprofFormat.place(sample.ordinal(), sample.thread()) << log2Stride)
                + process * 0xD1B5_4A32_D192_ED03L;
        rows.add(new Row(
                place, process, sample.thread(), sample.ordinal(), sample.start(), sample.work(), values));
        if (rows.size() >= 2L * capacity) {
            rows = new ArrayList<>(first(rows, capacity));
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** At most that many of the rows, evenly chosen, in order of time. */
    static List<Row> first(List<Row> rows, int maximum) {
        List<Row> chosen = rows;
        if (rows.size() > maximum) {
            List<Row> sorted = new ArrayList<>(rows);
            sorted.sort(BY_PLACE);
            chosen = sorted.subList(0, maximum);
        }
        return chosen.stream().sorted(Row.BY_TIME).toList();
    }
}

package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.List;

/**
 * Turns a sample's counters into what the model looks at: log1p(s · value / divisor). The divisor is the sample's
 * instructions (s = 1000, so that the logarithm acts at the usual rates of events per thousand instructions), or its
 * units of work, or 1 for the execution (s = 1).
 */
final class Features {
    private static final double PER_INSTRUCTIONS = 1000;

    private final Normalisation normalisation;
    private final int instructions;
    private final int width;
    private final boolean[] learnt;

    Features(Normalisation normalisation, List<Counter> counters) {
        this.normalisation = normalisation;
        this.instructions = instructionsColumn(counters);
        this.width = counters.size();
        this.learnt = new boolean[width];
        for (int c = 0; c < width; c++) {
            learnt[c] = !counters.get(c).family().splitByTicks();
        }
    }

    /** Whether that counter is learnt from at all: not where its values leak from region to region. */
    boolean learns(int c) {
        return learnt[c];
    }

    /** Column of the instruction count, or -1. */
    static int instructionsColumn(List<Counter> counters) {
        for (int c = 0; c < counters.size(); c++) {
            if (counters.get(c).countsInstructions()) {
                return c;
            }
        }
        return -1;
    }

    /**
     * @param values one raw value a counter; {@code NaN} stays {@code NaN}, and a counter that is not learnt becomes it
     * @param units what the sample counts for: its work where the region declares work, else 1
     */
    void of(double[] values, double units, double[] result) {
        for (int c = 0; c < width; c++) {
            result[c] = learnt[c] ? Math.log1p(values[c] * factor(values, units, c)) : Double.NaN;
        }
    }

    /** By how much feature {@code c} of that sample moves when one more is counted. */
    double quantum(double[] values, double units, int c) {
        double factor = factor(values, units, c);
        return Math.log1p((values[c] + 1) * factor) - Math.log1p(values[c] * factor);
    }

    private double factor(double[] values, double units, int c) {
        if (normalisation == Normalisation.PER_INSTRUCTION && c != instructions) {
            double divisor = values[instructions];
            return divisor > 0 ? PER_INSTRUCTIONS / divisor : Double.NaN;
        }
        return 1 / units;
    }
}

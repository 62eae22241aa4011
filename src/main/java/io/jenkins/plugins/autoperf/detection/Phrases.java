package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Normalisation;
import java.util.Locale;

/** Figures in words. */
public final class Phrases {
    private Phrases() {}

    static String cost(Counter counter, Normalisation normalisation) {
        String what =
                switch (counter.name()) {
                    case Counter.WALL -> "Wall time";
                    case Counter.CPU -> "CPU time";
                    case Counter.INSTRUCTIONS -> "The number of instructions";
                    case Counter.SIMULATED_CYCLES -> "The number of simulated cycles";
                    case Counter.SIMULATED_INSTRUCTIONS -> "The number of simulated instructions";
                    default -> counter.name();
                };
        return what + (normalisation == Normalisation.PER_WORK ? " per unit of work" : " per execution");
    }

    /** "1.84 times the baseline's (95 % interval 1.71 to 1.97)". */
    static String times(RegionVerdict.Cost cost, double confidence) {
        return times(cost.ratio()) + " the baseline's (" + percent(confidence) + " interval "
                + number(cost.interval().low()) + " to " + number(cost.interval().high()) + ")";
    }

    static String times(double ratio) {
        return number(ratio) + " times";
    }

    static String percent(double share) {
        if (Double.isInfinite(share)) {
            return "infinite";
        }
        double value = share * 100;
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 1 ? "%.1f %%" : "%.0f %%", value);
    }

    /** Three figures at most, whole numbers without a point. */
    public static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinitely many" : "none";
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) 
                ? "%,.0f"
                : size >= 10 ? "%.1f" : size >= 0.01 ? "%.2f" : "%.2g";
        return String.format(Locale.ROOT, format, value);
    }

    static String runs(int runs) {
        return runs == 1 ? "one run" : runs + " runs";
    }
}

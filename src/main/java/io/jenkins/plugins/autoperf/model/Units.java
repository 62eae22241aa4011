package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import java.util.List;
import java.util.Locale;

/** What a region's cost is counted by: its declared work, or its executions. */
final class Units {
    /** A region declares work when at least this share of its samples does. */
    private static final double DECLARED = 0.9;

    /** Counters have 64 bits; sums and rates of them stay far below this. */
    private static final double IMPOSSIBLE = 1e30;

    private Units() {}

    /** @param work one array a run: units of each sample */
    static boolean declared(List<double[]> work) {
        long samples = 0;
        long with = 0;
        for (double[] run : work) {
            samples += run.length;
            for (double units : run) {
                if (units > 0) {
                    with++;
                }
            }
        }
        return samples > 0 && with >= DECLARED * samples;
    }

    /** What one sample counts for; a sample without work in a region that declares work counts for one unit. */
    static double of(double work, boolean declared) {
        return declared && work > 0 ? work : 1;
    }

    /** Sum of the values over sum of the units, for each column over the samples in which it was read. */
    static double[] means(double[][] values, double[] work, boolean declared, int width) {
        double[] sums = new double[width];
        double[] units = new double[width];
        for (int i = 0; i < values.length; i++) {
            double unit = of(work[i], declared);
            for (int c = 0; c < width; c++) {
                if (!Double.isNaN(values[i][c])) {
                    sums[c] += values[i][c];
                    units[c] += unit;
                }
            }
        }
        for (int c = 0; c < width; c++) {
            sums[c] = units[c] > 0 ? sums[c] / units[c] : Double.NaN;
        }
        return sums;
    }

    /**
     * @throws AutoPerfException where a value is negative, infinite or beyond all counters, or a row has the wrong length
     */
    static void check(String region, RegionRun run, List<Counter> counters) {
        if (run.work().length != run.samples()) {
            throw damaged(region, run, "has " + run.samples() + " samples but " + run.work().length + " work counts");
        }
        for (int i = 0; i < run.samples(); i++) {
            double[] row = run.values()[i];
            if (row.length != counters.size()) {
                throw damaged(region, run, "has a sample of " + row.length + " values for " + counters.size() + " counters");
            }
            for (int c = 0; c < row.length; c++) {
                if (row[c] < 0 || row[c] > IMPOSSIBLE) {
                    throw damaged(region, run, "has the impossible value "
                            + String.format(Locale.ROOT, "%.6g", row[c]) + " of " + counters.get(c).name());
                }
            }
            double work = run.work()[i];
            if (!(work >= 0 && work <= IMPOSSIBLE)) {
                throw damaged(region, run, "has the impossible work count " + work);
            }
        }
    }

    private static AutoPerfException damaged(String region, RegionRun run, String what) {
        return new AutoPerfException(AutoPerfException.Kind.DATA, "Region '" + region + "' " + what + " in run "
                + run.run() + ". The profile is damaged: measure again.");
    }
}

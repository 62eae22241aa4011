package io.jenkins.plugins.autoperf.profile;

/** Chooses columns of samples. */
final class Columns {
    private Columns() {}

    /** The same samples under another run number and with these columns only, in this order. */
    static RegionRun select(RegionRun region, int run, int[] columns) {
        double[][] values = new double[region.samples()][columns.length];
        for (int i = 0; i < values.length; i++) {
            for (int c = 0; c < columns.length; c++) {
                values[i][c] = region.values()[i][columns[c]];
            }
        }
        return new RegionRun(run, region.executions(), region.threads(), values, region.work());
    }
}

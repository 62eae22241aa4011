package io.jenkins.plugins.autoperf.model;

import java.util.List;

/**
 * A sample of the baseline on its way through the training.
 *
 * @param values raw counters
 * @param units what it counts for
 * @param features as {@link Features} made them
 * @param region index
 * @param run number
 * @param position in its run, 0 to 1
 */
record Row(double[] values, double units, double[] features, int region, int run, double position) {
    static List<double[]> features(List<Row> rows) {
        return rows.stream().map(Row::features).toList();
    }
}

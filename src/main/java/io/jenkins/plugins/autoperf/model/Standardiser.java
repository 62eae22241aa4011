package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
import java.util.List;

/** Scalers from rows of features, and their use. */
final class Standardiser {
    /**
     * Smallest standard deviation of a feature, on the logarithmic scale: 1 %. A counter that is steadier than that would
     * otherwise outweigh all others at a change that nobody would call a regression.
     */
    static final double STEADY = 0.01;
    /** A counter that could not be read in more samples than this share is left out. */
    static final double UNREAD = 0.1;

    private Standardiser() {}

    /** Columns that were read in nearly all rows. */
    static int[] readable(List<double[]> rows, int width) {
        int[] unread = new int[width];
        for (double[] row : rows) {
            for (int c = 0; c < width; c++) {
                unread[c] += Double.isNaN(row[c]) ? 1 : 0;
            }
        }
        return java.util.stream.IntStream.range(0, width)
                .filter(c -> unread[c] <= UNREAD * rows.size())
                .toArray();
    }

    /**
     * @param columns to keep
     * @param floor smallest deviation of each feature: what one more count moves it by. A counter that reads 0 but once in
     *     ten thousand samples would else have a deviation near 0, and one more count a score of a hundred.
     */
    static Model.Scaler scaler(List<double[]> rows, int[] columns, double[] floor) {
        double[] mean = new double[columns.length];
        double[] deviation = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            int c = columns[k];
            double sum = 0;
            int count = 0;
            for (double[] row : rows) {
                if (!Double.isNaN(row[c])) {
                    sum += row[c];
                    count++;
                }
            }
            mean[k] = count > 0 ? sum / count : 0;
            double squares = 0;
            for (double[] row : rows) {
                if (!Double.isNaN(row[c])) {
                    squares += (row[c] - mean[k]) * (row[c] - mean[k]);
                }
            }
            double spread = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
            deviation[k] = Math.max(Math.max(spread, floor[c]), STEADY);
        }
        return new Model.Scaler(columns, mean, deviation);
    }

    static void apply(Model.Scaler scaler, double[] features, double[] z) {
        int[] columns = scaler.columns();
        for (int k = 0; k < columns.length; k++) {
            z[k] = (features[columns[k]] - scaler.mean()[k]) / scaler.deviation()[k];
        }
    }

    static double[][] apply(Model.Scaler scaler, List<double[]> rows) {
        double[][] result = new double[rows.size()][scaler.columns().length];
        for (int i = 0; i < result.length; i++) {
            apply(scaler, rows.get(i), result[i]);
        }
        return result;
    }

    /** Missing values become 0, the mean. */
    static double[][] impute(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(v -> Double.isNaN(v) ? 0 : v).toArray())
                .toArray(double[][]::new);
    }
}

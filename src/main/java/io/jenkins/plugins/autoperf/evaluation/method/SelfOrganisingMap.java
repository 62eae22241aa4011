package io.jenkins.plugins.autoperf.evaluation.method;

import java.util.SplittableRandom;

/**
 * Kohonen's self-organising map (1982) on a square grid. In plain arrays: Smile's goes through a parallel stream of objects,
 * one a neuron, which at 14,400 neurons costs more than the sums.
 */
final class SelfOrganisingMap {
    private static final double FIRST_RATE = 0.5;
    private static final double LAST_RATE = 0.05;
    /**
     * Radius of the neighbourhood at first, as a share of the side. A wider one draws every neuron to the normal samples, and
     * what is far from them falls on the map's edge among narrow neighbours; a smaller one leaves most of the map untouched.
     */
    private static final double RADIUS = 1 / 24.0;
    private static final double LAST_RADIUS = 1;
    /** Neurons farther away than so many radii are left alone. */
    private static final int REACH = 3;
    /**
     * Neurons start anywhere within so many deviations of the mean. Where nothing normal comes to lie they stay there, far
     * from their neighbours, which is what tells the unusual.
     */
    private static final double RANGE = 5;

    private final int side;
    private final int width;
    /** {@code weights[(row * side + column) * width + input]}. */
    private final double[] weights;

    private SelfOrganisingMap(int side, int width) {
        this.side = side;
        this.width = width;
        weights = new double[side * side * width];
    }

    /**
     * @param rows standardised, at least one
     * @param updates number of rows drawn, one after the other; rate and radius of the neighbourhood shrink meanwhile
     */
    static SelfOrganisingMap train(int side, double[][] rows, int updates, long seed) {
        SelfOrganisingMap map = new SelfOrganisingMap(side, rows[0].length);
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < map.weights.length; k++) {
            map.weights[k] = random.nextDouble(-RANGE, RANGE);
        }
        double firstRadius = Math.max(LAST_RADIUS, side * RADIUS);
        for (int update = 0; update < updates; update++) {
            double done = (double) update / updates;
            double rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * done;
            map.update(rows[random.nextInt(rows.length)], rate, firstRadius * Math.pow(LAST_RADIUS / firstRadius, done));
        }
        return map;
    }

    private void update(double[] row, double rate, double radius) {
        int winner = nearest(row);
        int reach = (int) Math.ceil(REACH * radius);
        for (int i = Math.max(0, winner / side - reach); i <= Math.min(side - 1, winner / side + reach); i++) {
            for (int j = Math.max(0, winner % side - reach); j <= Math.min(side - 1, winner % side + reach); j++) {
                int down = i - winner / side;
                int right = j - winner % side;
                double share = rate * Math.exp(-(down * down + right * right) / (2 * radius * radius));
                int at = (i * side + j) * width;
                for (int c = 0; c < width; c++) {
                    weights[at + c] += share * (row[c] - weights[at + c]);
                }
            }
        }
    }

    /** The neuron nearest to a row, counted by rows of the grid. */
    int nearest(double[] row) {
        double least = Double.POSITIVE_INFINITY;
        int nearest = 0;
        for (int neuron = 0; neuron < side * side; neuron++) {
            double distance = 0;
            // Most neurons are farther away in the first inputs than the nearest is in all.
            for (int c = 0, at = neuron * width; c < width && distance < least; c++, at++) {
                double d = row[c] - weights[at];
                distance += d * d;
            }
            if (distance < least) {
                least = distance;
                nearest = neuron;
            }
        }
        return nearest;
    }

    /** Of each neuron the mean Manhattan distance to its neighbours above, below, left and right. */
    double[] areas() {
        double[] areas = new double[side * side];
        int[] neighbours = new int[side * side];
        for (int neuron = 0; neuron < areas.length; neuron++) {
            if (neuron % side + 1 < side) {
                join(areas, neighbours, neuron, neuron + 1);
            }
            if (neuron / side + 1 < side) {
                join(areas, neighbours, neuron, neuron + side);
            }
        }
        for (int neuron = 0; neuron < areas.length; neuron++) {
            areas[neuron] /= Math.max(1, neighbours[neuron]);
        }
        return areas;
    }

    private void join(double[] areas, int[] neighbours, int a, int b) {
        double distance = 0;
        for (int c = 0; c < width; c++) {
            distance += Math.abs(weights[a * width + c] - weights[b * width + c]);
        }
        areas[a] += distance;
        areas[b] += distance;
        neighbours[a]++;
        neighbours[b]++;
    }
}

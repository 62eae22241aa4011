package io.jenkins.plugins.autoperf.evaluation.method;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Mixture of normal distributions with full covariances, by expectation maximisation (Dempster, Laird and Rubin 1977); the
 * number of components by the Bayesian information criterion (Schwarz 1978). A row is as unusual as its density is low.
 */
final class GaussianMixture implements OneClass {
    private static final int MOST_COMPONENTS = 4;
    /** A component must have so many rows for each of its columns, on average. */
    private static final int ROWS_PER_COLUMN = 4;
    private static final int ITERATIONS = 100;
    /** Of the mean log density: less gain than this ends the iteration. */
    private static final double CONVERGED = 1e-4;

    private record Mixture(double[] logShares, Gaussian[] components) {
        double logDensity(double[] row, double[] parts) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < parts.length; k++) {
                parts[k] = logShares[k] + components[k].logDensity(row);
                largest = Math.max(largest, parts[k]);
            }
            double sum = 0;
            for (double part : parts) {
                sum += Math.exp(part - largest);
            }
            return largest + Math.log(sum);
        }
    }

    @Override
    public ToDoubleFunction<double[]> fit(double[][] rows, long seed) {
        int width = rows[0].length;
        double lowest = Double.POSITIVE_INFINITY;
        Mixture best = null;
        for (int k = 1; k <= MOST_COMPONENTS && (k == 1 || rows.length >= k * width * ROWS_PER_COLUMN); k++) {
            Mixture mixture = maximise(rows, k, new SplittableRandom(seed + k));
            double logLikelihood = Arrays.stream(rows).mapToDouble(density(mixture)).sum();
            double parameters = k * (width + width * (width + 1) / 2.0) + k - 1;
            double criterion = parameters * Math.log(rows.length) - 2 * logLikelihood;
            if (criterion < lowest) {
                lowest = criterion;
                best = mixture;
            }
        }
        ToDoubleFunction<double[]> density = density(best);
        return row -> -density.applyAsDouble(row);
    }

    private static ToDoubleFunction<double[]> density(Mixture mixture) {
        return row -> mixture.logDensity(row, new double[mixture.components().length]);
    }

    private static Mixture maximise(double[][] rows, int k, SplittableRandom random) {
        double[][] weights = start(rows, k, random);
        Mixture mixture = mixture(rows, weights);
        double before = Double.NEGATIVE_INFINITY;
        double[] parts = new double[k];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                double density = mixture.logDensity(rows[r], parts);
                sum += density;
                for (int c = 0; c < k; c++) {
                    weights[c][r] = Math.exp(parts[c] - density);
                }
            }
            mixture = mixture(rows, weights);
            if (sum / rows.length - before < CONVERGED) {
                break;
            }
            before = sum / rows.length;
        }
        return mixture;
    }

    private static Mixture mixture(double[][] rows, double[][] weights) {
        double[] logShares = new double[weights.length];
        Gaussian[] components = new Gaussian[weights.length];
        for (int c = 0; c < weights.length; c++) {
            // A component that lost all its rows keeps a trace of each, and so never divides by 0.
            double[] own = Arrays.stream(weights[c]).map(w -> w + 1e-9).toArray();
            logShares[c] = Math.log(Arrays.stream(own).sum() / rows.length);
            components[c] = Gaussian.of(rows, own);
        }
        return new Mixture(logShares, components);
    }

    /** Rows belong to the nearest of k rows, chosen far from one another (k-means++, Arthur and Vassilvitskii 2007). */
    private static double[][] start(double[][] rows, int k, SplittableRandom random) {
        double[] nearest = new double[rows.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int[] component = new int[rows.length];
        int chosen = random.nextInt(rows.length);
        for (int c = 0; c < k; c++) {
            for (int r = 0; r < rows.length; r++) {
                double distance = squaredDistance(rows[r], rows[chosen]);
                if (distance < nearest[r]) {
                    nearest[r] = distance;
                    component[r] = c;
                }
            }
            double drawn = random.nextDouble() * Arrays.stream(nearest).sum();
            for (chosen = 0; chosen < rows.length - 1 && drawn >= nearest[chosen]; chosen++) {
                drawn -= nearest[chosen];
            }
        }
        double[][] weights = new double[k][rows.length];
        for (int r = 0; r < rows.length; r++) {
            weights[component[r]][r] = 1;
        }
        return weights;
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}

package io.jenkins.plugins.autoperf.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import smile.clustering.BBDTree;
import smile.clustering.KMeans;
import smile.math.MathEx;

/**
 * Regions grouped by k-means over their samples (paper, 4.3.3).
 *
 * @param centroids one a cluster, in the standardised space of all samples
 * @param cluster of each region
 * @param purity of each region: share of its samples that k-means put into the cluster that holds most of them
 * @param split whether that region was spread over several clusters and has one of its own instead
 */
record Clustering(double[][] centroids, int[] cluster, double[] purity, boolean[] split) {
    static final int MOST_CLUSTERS = 8;
    /** A region with a smaller share in one cluster gets a cluster of its own. */
    static final double PURE = 0.6;
    /** Least mean silhouette for more than one cluster; under it, by Rousseeuw's scale, there is no structure. */
    static final double STRUCTURE = 0.25;

    /** Rows from which k-means finds the centroids, and pairs of which the silhouette compares. */
    private static final int ROWS = 2000;
    private static final int SILHOUETTE_ROWS = 1000;
    private static final int STARTS = 5;
    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-4;

    /**
     * @param rows standardised, no {@code NaN}
     * @param region of each row, from 0; every region has at least one row
     * @param wanted number of clusters, or 0 to choose it between 1 and the number of regions, at most 8
     */
    static Clustering of(double[][] rows, int[] region, int regions, int wanted, long seed) {
        MathEx.setSeed(seed);
        int most = Math.min(wanted > 0 ? wanted : Math.min(regions, MOST_CLUSTERS), distinct(rows));
        if (regions == 1) {
            most = 1;
        }
        double[][] centroids = {mean(rows)};
        if (most > 1) {
            double[][] some = thin(rows, ROWS);
            BBDTree tree = new BBDTree(some);
            centroids = wanted > 0
                    ? fit(tree, some, most)
                    : choose(tree, some, rows, region, regions, most, centroids);
        }
        return assign(rows, region, regions, centroids);
    }

    /** The number with the highest mean silhouette of those under which the regions stay together. */
    private static double[][] choose(
            BBDTree tree, double[][] some, double[][] rows, int[] region, int regions, int most, double[][] one) {
        double[][] few = thin(some, SILHOUETTE_ROWS);
        double[][] distances = distances(few);
        double[][] chosen = one;
        double best = STRUCTURE;
        for (int k = 2; k <= most; k++) {
            double[][] candidate = fit(tree, some, k);
            double purity = Arrays.stream(assign(rows, region, regions, candidate).purity).average().orElse(0);
            double silhouette = silhouette(distances, nearest(few, candidate), candidate.length);
            if (silhouette > best && purity >= PURE) {
                best = silhouette;
                chosen = candidate;
            }
        }
        return chosen;
    }

    private static Clustering assign(double[][] rows, int[] region, int regions, double[][] centroids) {
        int[] nearest = nearest(rows, centroids);
        int[][] counts = new int[regions][centroids.length];
        for (int i = 0; i < rows.length; i++) {
            counts[region[i]][nearest[i]]++;
        }
        List<double[]> kept = new ArrayList<>();
        int[] renumbered = new int[centroids.length];
        Arrays.fill(renumbered, -1);
        int[] cluster = new int[regions];
        double[] purity = new double[regions];
        boolean[] split = new boolean[regions];
        for (int r = 0; r < regions; r++) {
            int largest = 0;
            for (int c = 1; c < centroids.length; c++) {
                largest = counts[r][c] > counts[r][largest] ? c : largest;
            }
            purity[r] = (double) counts[r][largest] / Arrays.stream(counts[r]).sum();
            split[r] = purity[r] < PURE;
            if (split[r]) {
                int own = r;
                kept.add(mean(java.util.stream.IntStream.range(0, rows.length)
                        .filter(i -> region[i] == own)
                        .mapToObj(i -> rows[i])
                        .toArray(double[][]::new)));
                cluster[r] = kept.size() - 1;
            } else {
                if (renumbered[largest] < 0) {
                    kept.add(centroids[largest]);
                    renumbered[largest] = kept.size() - 1;
                }
                cluster[r] = renumbered[largest];
            }
        }
        return new Clustering(kept.toArray(double[][]::new), cluster, purity, split);
    }

    /** The best of a few starts. */
    private static double[][] fit(BBDTree tree, double[][] rows, int k) {
        KMeans best = null;
        for (int start = 0; start < STARTS; start++) {
            KMeans fitted = KMeans.fit(tree, rows, k, ITERATIONS, TOLERANCE);
            if (best == null || fitted.distortion < best.distortion) {
                best = fitted;
            }
        }
        return best.centroids;
    }

    private static double[][] thin(double[][] rows, int limit) {
        return Arrays.stream(Thinning.even(rows.length, limit)).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }

    private static int[] nearest(double[][] rows, double[][] centroids) {
        int[] result = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 1; c < centroids.length; c++) {
                if (MathEx.squaredDistance(rows[i], centroids[c])
                        < MathEx.squaredDistance(rows[i], centroids[result[i]])) {
                    result[i] = c;
                }
            }
        }
        return result;
    }

    private static double[][] distances(double[][] rows) {
        double[][] result = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                result[i][j] = result[j][i] = Math.sqrt(MathEx.squaredDistance(rows[i], rows[j]));
            }
        }
        return result;
    }

    /** Mean over all points of (b − a) / max(a, b): a within the own cluster, b to the nearest other; 0 for a lone point. */
    static double silhouette(double[][] distances, int[] cluster, int k) {
        int[] size = new int[k];
        for (int c : cluster) {
            size[c]++;
        }
        double total = 0;
        for (int i = 0; i < cluster.length; i++) {
            double[] sum = new double[k];
            for (int j = 0; j < cluster.length; j++) {
                sum[cluster[j]] += distances[i][j];
            }
            double b = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                if (c != cluster[i] && size[c] > 0) {
                    b = Math.min(b, sum[c] / size[c]);
                }
            }
            if (size[cluster[i]] > 1 && b < Double.POSITIVE_INFINITY) {
                double a = sum[cluster[i]] / (size[cluster[i]] - 1);
                total += Math.max(a, b) > 0 ? (b - a) / Math.max(a, b) : 0;
            }
        }
        return total / cluster.length;
    }

    private static int distinct(double[][] rows) {
        Set<List<Double>> seen = new HashSet<>();
        for (double[] row : rows) {
            seen.add(Arrays.stream(row).boxed().toList());
            if (seen.size() > MOST_CLUSTERS * 8) {
                return Integer.MAX_VALUE;
            }
        }
        return seen.size();
    }

    private static double[] mean(double[][] rows) {
        double[] result = new double[rows[0].length];
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                result[c] += row[c] / rows.length;
            }
        }
        return result;
    }
}

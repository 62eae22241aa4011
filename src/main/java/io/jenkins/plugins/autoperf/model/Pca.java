package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Principal components: eigenvalues and eigenvectors of the covariance matrix. */
public final class Pca {
    private static final int SWEEPS = 50;

    private Pca() {}

    /**
     * Number of principal components that hold a share of the variance, at least 1.
     *
     * @param rows standardised; {@code NaN} counts as the mean, 0
     * @param share 0 to 1
     */
    static int components(double[][] rows, double share) {
        return components(eigenvalues(covariance(rows)), share);
    }

    private static int components(double[] spectrum, double share) {
        double total = Arrays.stream(spectrum).sum();
        double held = 0;
        for (int k = 0; k < spectrum.length; k++) {
            held += spectrum[k];
            if (held >= share * total) {
                return k + 1;
            }
        }
        return spectrum.length;
    }

    static double[][] covariance(double[][] rows) {
        int width = rows[0].length;
        double[][] result = new double[width][width];
        double[] mean = new double[width];
        double[] centred = new double[width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                mean[i] += Double.isNaN(row[i]) ? 0 : row[i] / rows.length;
            }
        }
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                centred[i] = Double.isNaN(row[i]) ? 0 : row[i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    result[i][j] += centred[i] * centred[j] / rows.length;
                }
            }
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                result[j][i] = result[i][j];
            }
        }
        return result;
    }

    /**
     * The principal axes that hold a share of the variance, at least one, the longest first.
     *
     * @param rows standardised; {@code NaN} counts as the mean, 0
     * @param share 0 to 1
     * @return unit vectors at right angles to one another
     */
    public static double[][] axes(double[][] rows, double share) {
        double[][] a = covariance(rows);
        double[][] vectors = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            vectors[i][i] = 1;
        }
        diagonalise(a, vectors);
        int[] order = IntStream.range(0, a.length)
                .boxed()
                .sorted((i, j) -> Double.compare(a[j][j], a[i][i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int held = components(Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray(), share);
        return Arrays.stream(order).limit(held).mapToObj(i -> vectors[i]).toArray(double[][]::new);
    }

    /** Eigenvalues of a symmetric matrix, largest first; the matrix is overwritten. */
    static double[] eigenvalues(double[][] a) {
        int n = a.length;
        diagonalise(a, new double[n][n]);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        Arrays.sort(values);
        for (int i = 0; i < n / 2; i++) {
            double swap = values[i];
            values[i] = values[n - 1 - i];
            values[n - 1 - i] = swap;
        }
        return values;
    }

    /** Cyclic Jacobi rotations; each is applied to the rows of vectors too. */
    private static void diagonalise(double[][] a, double[][] vectors) {
        int n = a.length;
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 1e-20 * trace(a) * trace(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        if (theta == 0) {
            t = 1;
        }
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[p][k];
            double vq = vectors[q][k];
            vectors[p][k] = c * vp - s * vq;
            vectors[q][k] = s * vp + c * vq;
        }
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += i == j ? 0 : a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static double trace(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i][i];
        }
        return sum;
    }
}

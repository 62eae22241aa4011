package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;

/** Principal components, only as far as the width of the code needs them: the spectrum of the covariance matrix. */
final class Pca {
    private static final int SWEEPS = 50;

    private Pca() {}

    /**
     * Number of principal components that hold a share of the variance, at least 1.
     *
     * @param rows standardised; {@code NaN} counts as the mean, 0
     * @param share 0 to 1
     */
    static int components(double[][] rows, double share) {
        double[] spectrum = eigenvalues(covariance(rows));
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

    /** Eigenvalues of a symmetric matrix, largest first, by cyclic Jacobi rotations; the matrix is overwritten. */
    static double[] eigenvalues(double[][] a) {
        int n = a.length;
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 1e-20 * trace(a) * trace(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, p, q);
                }
            }
        }
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

    private static void rotate(double[][] a, int p, int q) {
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

package io.jenkins.plugins.autoperf.evaluation.method;

/** A multivariate normal distribution. Smile's needs a native library for its matrices, which AutoPerf does not have. */
final class Gaussian {
    /**
     * Share of the unit matrix in the covariance of standardised samples (Ledoit and Wolf's shrinkage with a fixed share):
     * counters that nearly follow from others would else make the least noise a great distance.
     */
    private static final double SHRINKAGE = 0.01;

    private final double[] mean;
    /** Lower triangle L with L Lᵀ = covariance (Cholesky). */
    private final double[][] factor;

    private final double constant;

    private Gaussian(double[] mean, double[][] covariance) {
        this.mean = mean;
        int n = mean.length;
        factor = new double[n][n];
        double logDeterminant = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
            }
            logDeterminant += 2 * Math.log(factor[i][i]);
        }
        constant = -(n * Math.log(2 * Math.PI) + logDeterminant) / 2;
    }

    /** @param weights one a row, of a positive sum */
    static Gaussian of(double[][] rows, double[] weights) {
        int n = rows[0].length;
        double total = 0;
        double[] mean = new double[n];
        for (int r = 0; r < rows.length; r++) {
            total += weights[r];
            for (int i = 0; i < n; i++) {
                mean[i] += weights[r] * rows[r][i];
            }
        }
        for (int i = 0; i < n; i++) {
            mean[i] /= total;
        }
        double[][] covariance = new double[n][n];
        for (int r = 0; r < rows.length; r++) {
            double weight = (1 - SHRINKAGE) * weights[r] / total;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += weight * (rows[r][i] - mean[i]) * (rows[r][j] - mean[j]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            covariance[i][i] += SHRINKAGE;
        }
        return new Gaussian(mean, covariance);
    }

    /** (x − μ)ᵀ Σ⁻¹ (x − μ). */
    double squaredDistance(double[] x) {
        double[] solved = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double v = x[i] - mean[i];
            for (int k = 0; k < i; k++) {
                v -= factor[i][k] * solved[k];
            }
            solved[i] = v / factor[i][i];
            sum += solved[i] * solved[i];
        }
        return sum;
    }

    double logDensity(double[] x) {
        return constant - squaredDistance(x) / 2;
    }
}

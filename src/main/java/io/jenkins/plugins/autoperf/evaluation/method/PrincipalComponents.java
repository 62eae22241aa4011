package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.model.Pca;
import java.util.function.ToDoubleFunction;

/**
 * What is left of a row beyond the principal components that hold 95 % of the variance: the residual of Jackson and
 * Mudholkar (1979), and what an autoencoder without its tanh would find. One direction is always left.
 */
final class PrincipalComponents implements OneClass {
    private static final double SHARE = 0.95;

    @Override
    public ToDoubleFunction<double[]> fit(double[][] rows, long seed) {
        double[][] axes = Pca.axes(rows, SHARE);
        return row -> {
            double squares = 0;
            for (double v : row) {
                squares += v * v;
            }
            for (int a = 0; a < Math.min(axes.length, row.length - 1); a++) {
                double along = 0;
                for (int c = 0; c < row.length; c++) {
                    along += axes[a][c] * row[c];
                }
                squares -= along * along;
            }
            return Math.sqrt(Math.max(0, squares));
        };
    }
}

package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
    private static final Noise NONE = new Noise(0, new SplittableRandom(1));

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        double[][] rows = new double[7][5];
        Random random = new Random(3);
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        rows[2][1] = Double.NaN;
        Autoencoder network = Autoencoder.random(new int[] {5, 4, 2, 3, 5}, new SplittableRandom(1));
        loss(network, rows);
        List<double[]> gradients = new ArrayList<>();
        for (Layer layer : network.layers()) {
            gradients.add(layer.weightGradient().clone());
            gradients.add(layer.biasGradient().clone());
        }
        for (int l = 0; l < network.layers().length; l++) {
            check(network, rows, network.layers()[l].w, gradients.get(2 * l));
            check(network, rows, network.layers()[l].biases(), gradients.get(2 * l + 1));
        }
    }

    private static void check(Autoencoder network, double[][] rows, double[] parameters, double[] gradient) {
        double step = 1e-5;
        for (int k = 0; k < parameters.length; k++) {
            double kept = parameters[k];
            parameters[k] = kept + step;
            double above = loss(network, rows);
            parameters[k] = kept - step;
            double below = loss(network, rows);
            parameters[k] = kept;
            assertThat(gradient[k]).isCloseTo((above - below) / (2 * step), within(1e-6 * (1 + Math.abs(gradient[k]))));
        }
    }

    private static double loss(Autoencoder network, double[][] rows) {
        int[] order = {0, 1, 2, 3, 4, 5, 6};
        return network.learn(rows, order, 0, rows.length, NONE);
    }

    @Test
    void aPlainLoopOverTheWrittenWeightsGivesTheSameReconstruction() {
        Autoencoder network = Autoencoder.random(new int[] {3, 4, 1, 4, 3}, new SplittableRandom(5));
        Model.Network weights = network.network();
        double[] z = {0.5, -1, 2};
        double[] x = z;
        for (int layer = 0; layer < weights.weights().length; layer++) {
            double[] y = weights.biases()[layer].clone();
            for (int i = 0; i < y.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    y[i] += weights.weights()[layer][i][j] * x[j];
                }
                y[i] = layer < 3 ? Math.tanh(y[i]) : y[i];
            }
            x = y;
        }
        double[][] residuals = new double[1][3];
        double[] errors = new double[1];
        Autoencoder.of(weights).reconstruct(new double[][] {z}, 0, 1, residuals, errors);
        double squares = 0;
        for (int c = 0; c < 3; c++) {
            assertThat(residuals[0][c]).isCloseTo(z[c] - x[c], within(1e-12));
            squares += residuals[0][c] * residuals[0][c];
        }
        assertThat(errors[0]).isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    @Test
    void farOutliersGiveLargeAndFiniteErrors() {
        Autoencoder network = Autoencoder.random(new int[] {2, 3, 1, 3, 2}, new SplittableRandom(5));
        double[] errors = new double[1];
        network.reconstruct(new double[][] {{1e12, -1e12}}, 0, 1, new double[1][2], errors);
        assertThat(errors[0]).isFinite().isGreaterThan(1e12);
    }

    @Test
    void aCurveIsLearntFarBetterThanTheMean() {
        double[][] training = curve(600, 1);
        double[][] fresh = curve(200, 2);
        Autoencoder network = learnt(training);
        double variance = Arrays.stream(fresh).flatMapToDouble(Arrays::stream).map(v -> v * v).average().orElse(0);
        double loss = Arrays.stream(errors(network, fresh)).map(e -> e * e / 6).average().orElse(0);
        assertThat(loss).isLessThan(0.15 * variance);
    }

    @Test
    void aSampleOffTheCurveIsFoundThoughEachOfItsCountersIsUsual() {
        Autoencoder network = learnt(curve(600, 1));
        double[][] usual = curve(200, 2);
        double[][] shuffled = new double[usual.length][];
        for (int i = 0; i < usual.length; i++) {
            shuffled[i] = usual[i].clone();
            shuffled[i][0] = usual[(i + 67) % usual.length][0];
            shuffled[i][3] = usual[(i + 131) % usual.length][3];
        }
        double median = Arrays.stream(errors(network, usual)).sorted().toArray()[100];
        double off = Arrays.stream(errors(network, shuffled)).sorted().toArray()[100];
        assertThat(off).isGreaterThan(2.5 * median);
    }

    private static Autoencoder learnt(double[][] rows) {
        Learning learning = Learning.of(
                rows, curve(150, 9), new int[] {6, 16, 2, 16, 6}, Hyperparameters.DEFAULT, 7);
        return Autoencoder.of(learning.network());
    }

    private static double[] errors(Autoencoder network, double[][] rows) {
        double[] errors = new double[rows.length];
        network.reconstruct(rows, 0, rows.length, new double[rows.length][6], errors);
        return errors;
    }

    /** Six columns of variance near 1 along a bent line, and a little noise. */
    private static double[][] curve(int count, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][6];
        for (double[] row : rows) {
            double t = random.nextGaussian();
            double[] clean = {t, -t, Math.sin(2 * t) * 1.4, Math.cos(2 * t) * 1.4, t * t / 1.4 - 0.7, Math.tanh(t) * 1.5};
            for (int c = 0; c < 6; c++) {
                row[c] = clean[c] + 0.05 * random.nextGaussian();
            }
        }
        return rows;
    }
}

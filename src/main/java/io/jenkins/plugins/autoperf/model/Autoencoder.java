package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A multilayer perceptron that reconstructs its input: tanh hidden layers, a linear output. Missing inputs are
 * {@code NaN}: they enter as 0, the mean, and have no part in the loss. Not safe for several threads.
 */
final class Autoencoder {
    private final Layer[] layers;
    private final double[] input;
    private final int width;

    /** @param widths of all layers, input to output */
    Autoencoder(int[] widths) {
        layers = new Layer[widths.length - 1];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = l < layers.length - 1
                    ? new TanhLayer(widths[l + 1], widths[l])
                    : new LinearLayer(widths[l + 1], widths[l]);
        }
        width = widths[0];
        input = new double[width * Layer.LANES];
    }

    static Autoencoder random(int[] widths, SplittableRandom random) {
        Autoencoder result = new Autoencoder(widths);
        for (Layer layer : result.layers) {
            layer.randomise(random);
        }
        return result;
    }

    static Autoencoder of(Model.Network network) {
        double[][][] weights = network.weights();
        int[] widths = new int[weights.length + 1];
        widths[0] = weights[0][0].length;
        for (int l = 0; l < weights.length; l++) {
            widths[l + 1] = weights[l].length;
        }
        Autoencoder result = new Autoencoder(widths);
        for (int l = 0; l < weights.length; l++) {
            Layer layer = result.layers[l];
            int outputs = widths[l + 1];
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < widths[l]; j++) {
                    layer.w[j * outputs + i] = weights[l][i][j];
                }
            }
            System.arraycopy(network.biases()[l], 0, layer.biases(), 0, outputs);
        }
        return result;
    }

    Model.Network network() {
        double[][][] weights = new double[layers.length][][];
        double[][] biases = new double[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            int outputs = layers[l].getOutputSize();
            int inputs = layers[l].getInputSize();
            weights[l] = new double[outputs][inputs];
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < inputs; j++) {
                    weights[l][i][j] = layers[l].w[j * outputs + i];
                }
            }
            biases[l] = layers[l].biases().clone();
        }
        return new Model.Network(weights, biases);
    }

    Layer[] layers() {
        return layers;
    }

    /**
     * Writes z − A(z) into {@code residuals}, 0 where z is missing, and ‖z − A(z)‖ (paper, equation 1) into
     * {@code errors}, both at the same index as z.
     */
    void reconstruct(double[][] z, int from, int to, double[][] residuals, double[] errors) {
        for (int start = from; start < to; start += Layer.LANES) {
            int end = Math.min(to, start + Layer.LANES);
            for (int i = start; i < end; i++) {
                for (int c = 0; c < width; c++) {
                    input[c * Layer.LANES + i - start] = Double.isNaN(z[i][c]) ? 0 : z[i][c];
                }
            }
            double[] y = propagate();
            for (int i = start; i < end; i++) {
                double sum = 0;
                for (int c = 0; c < width; c++) {
                    double r = Double.isNaN(z[i][c]) ? 0 : z[i][c] - y[c * Layer.LANES + i - start];
                    residuals[i][c] = r;
                    sum += r * r;
                }
                errors[i] = Math.sqrt(sum);
            }
        }
    }

    /**
     * Adds the gradients of the rows {@code order[from]} to {@code order[to - 1]} to the batch's. The loss is the squared
     * error of the clean sample, reconstructed from the noisy one.
     *
     * @param to at most {@link Layer#LANES} above {@code from}
     * @param noise where each row's noise comes from
     * @return squared error, summed over rows and columns
     */
    double learn(double[][] z, int[] order, int from, int to, Noise noise) {
        int last = layers.length - 1;
        double[] gradient = layers[last].gradient();
        Arrays.fill(gradient, 0);
        for (int i = from; i < to; i++) {
            double[] row = z[order[i]];
            int start = noise.next(width);
            for (int c = 0; c < width; c++) {
                input[c * Layer.LANES + i - from] = Double.isNaN(row[c]) ? 0 : row[c] + noise.value(start + c);
            }
        }
        double[] y = propagate();
        double sum = 0;
        for (int i = from; i < to; i++) {
            double[] row = z[order[i]];
            for (int c = 0; c < width; c++) {
                int at = c * Layer.LANES + i - from;
                double r = Double.isNaN(row[c]) ? 0 : y[at] - row[c];
                gradient[at] = 2 * r;
                sum += r * r;
            }
        }
        for (int l = last; l >= 0; l--) {
            layers[l].backpropagate(l > 0 ? layers[l - 1].gradient() : null);
            layers[l].computeGradient(l > 0 ? layers[l - 1].output() : input);
        }
        return sum;
    }

    void step(int batch, double rate) {
        for (Layer layer : layers) {
            layer.step(batch, rate);
        }
    }

    private double[] propagate() {
        double[] x = input;
        for (Layer layer : layers) {
            layer.propagate(x);
            x = layer.output();
        }
        return x;
    }
}

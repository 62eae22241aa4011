package io.jenkins.plugins.autoperf.model;

import java.util.SplittableRandom;

/**
 * A multilayer perceptron that reconstructs its input: tanh hidden layers, a linear output. Missing inputs are
 * {@code NaN}: they enter as 0, the mean, and have no part in the loss. Not safe for several threads.
 */
final class Autoencoder {
    private final Layer[] layers;
    private final double[] input;

    /** @param widths of all layers, input to output */
    Autoencoder(int[] widths) {
        layers = new Layer[widths.length - 1];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = l < layers.length - 1
                    ? new TanhLayer(widths[l + 1], widths[l])
                    : new LinearLayer(widths[l + 1], widths[l]);
        }
        input = new double[widths[0]];
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
     * Writes z − A(z) into {@code residual}; 0 where z is missing.
     *
     * @return ‖z − A(z)‖ (paper, equation 1)
     */
    double reconstruct(double[] z, double[] residual) {
        for (int c = 0; c < input.length; c++) {
            input[c] = Double.isNaN(z[c]) ? 0 : z[c];
        }
        double[] y = propagate();
        double sum = 0;
        for (int c = 0; c < y.length; c++) {
            double r = Double.isNaN(z[c]) ? 0 : z[c] - y[c];
            residual[c] = r;
            sum += r * r;
        }
        return Math.sqrt(sum);
    }

    /**
     * Adds one sample's gradient to the batch's. The loss is the squared error of the clean sample, reconstructed from
     * the noisy one.
     *
     * @param noise standard normal values
     * @param from index of the first of them to be used
     * @param scale standard deviation of the noise
     * @return squared error, summed over the columns
     */
    double learn(double[] z, double[] noise, int from, double scale) {
        for (int c = 0; c < input.length; c++) {
            input[c] = Double.isNaN(z[c]) ? 0 : z[c] + scale * noise[from + c];
        }
        double[] y = propagate();
        int last = layers.length - 1;
        double[] gradient = layers[last].gradient();
        double sum = 0;
        for (int c = 0; c < y.length; c++) {
            double r = Double.isNaN(z[c]) ? 0 : y[c] - z[c];
            gradient[c] = 2 * r;
            sum += r * r;
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

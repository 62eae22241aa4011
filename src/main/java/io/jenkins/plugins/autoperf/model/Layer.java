package io.jenkins.plugins.autoperf.model;

import java.nio.DoubleBuffer;
import java.util.SplittableRandom;
import smile.math.matrix.Matrix;

/**
 * A fully connected layer. Smile's own loops go through BLAS and thread-local buffers, which cost more than the sums
 * themselves at widths of 8 to 33; here the weights stay Smile's matrix, but as a view of a plain array that plain loops
 * read. Not safe for several threads.
 */
abstract class Layer extends smile.base.mlp.Layer {
    /** Of the running mean of squared gradients. */
    private static final double RHO = 0.9;
    /** Keeps RMSProp's step finite where a gradient is 0. */
    private static final double EPSILON = 1e-8;

    /** {@code w[input * outputs + output]}: column-major, as in Smile's matrix. */
    final double[] w;

    private final double[] y;
    private final double[] delta;
    private final double[] weightSum;
    private final double[] biasSum;
    private final double[] weightSquare;
    private final double[] biasSquare;

    Layer(int outputs, int inputs) {
        this(outputs, new double[outputs * inputs], new double[outputs]);
    }

    private Layer(int outputs, double[] w, double[] bias) {
        super(new Matrix(outputs, w.length / outputs, outputs, DoubleBuffer.wrap(w)), bias);
        this.w = w;
        y = new double[outputs];
        delta = new double[outputs];
        weightSum = new double[w.length];
        biasSum = new double[outputs];
        weightSquare = new double[w.length];
        biasSquare = new double[outputs];
    }

    /** Uniform weights within ±√(6 / (inputs + outputs)), the usual start for tanh; biases 0. */
    void randomise(SplittableRandom random) {
        double range = Math.sqrt(6.0 / (n + p));
        for (int k = 0; k < w.length; k++) {
            w[k] = random.nextDouble(-range, range);
        }
    }

    /** Multiplies {@link #gradient} by the derivative of {@link #f}, told by its value. */
    abstract void derivative(double[] value, double[] gradient);

    double[] biases() {
        return bias;
    }

    @Override
    public double[] output() {
        return y;
    }

    /** Derivative of the loss by this layer's output; by its weighted input once {@link #backpropagate} has run. */
    @Override
    public double[] gradient() {
        return delta;
    }

    @Override
    public void propagate(double[] x) {
        System.arraycopy(bias, 0, y, 0, n);
        for (int j = 0, at = 0; j < p; j++, at += n) {
            double input = x[j];
            for (int i = 0; i < n; i++) {
                y[i] += w[at + i] * input;
            }
        }
        f(y);
    }

    /** @param lower receives the derivative by this layer's input; null for the first layer */
    @Override
    public void backpropagate(double[] lower) {
        derivative(y, delta);
        if (lower == null) {
            return;
        }
        for (int j = 0, at = 0; j < p; j++, at += n) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += w[at + i] * delta[i];
            }
            lower[j] = sum;
        }
    }

    /** Adds this sample's gradient to the batch's. */
    @Override
    public void computeGradient(double[] x) {
        for (int j = 0, at = 0; j < p; j++, at += n) {
            double input = x[j];
            for (int i = 0; i < n; i++) {
                weightSum[at + i] += delta[i] * input;
            }
        }
        for (int i = 0; i < n; i++) {
            biasSum[i] += delta[i];
        }
    }

    /** One step of RMSProp with the mean gradient of the batch, which is then forgotten. */
    void step(int batch, double rate) {
        step(w, weightSum, weightSquare, batch, rate);
        step(bias, biasSum, biasSquare, batch, rate);
    }

    private static void step(double[] value, double[] sum, double[] square, int batch, double rate) {
        for (int k = 0; k < value.length; k++) {
            double gradient = sum[k] / batch;
            square[k] = RHO * square[k] + (1 - RHO) * gradient * gradient;
            value[k] -= rate * gradient / Math.sqrt(square[k] + EPSILON);
            sum[k] = 0;
        }
    }

    /** The gradient summed since the last step, for the tests. */
    double[] weightGradient() {
        return weightSum;
    }

    /** Likewise of the biases. */
    double[] biasGradient() {
        return biasSum;
    }
}

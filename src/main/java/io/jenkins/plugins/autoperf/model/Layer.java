package io.jenkins.plugins.autoperf.model;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import smile.math.matrix.Matrix;

/**
 * A fully connected layer that works on {@link #LANES} samples at once: arrays hold {@code [unit * LANES + sample]}, so that
 * every inner loop runs over the samples, is long enough for the processor's vectors, and needs no BLAS. Smile's own loops
 * go through BLAS and thread-local buffers, which cost more than the sums themselves at widths of 8 to 33; the weights stay
 * Smile's matrix, but as a view of a plain array. Not safe for several threads.
 */
abstract class Layer extends smile.base.mlp.Layer {
    static final int LANES = 32;

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
        y = new double[outputs * LANES];
        delta = new double[outputs * LANES];
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
        for (int i = 0; i < n; i++) {
            int to = i * LANES;
            Arrays.fill(y, to, to + LANES, bias[i]);
            int j = 0;
            for (; j + 3 < p; j += 4) {
                add(y, to, x, j * LANES, w[j * n + i], w[(j + 1) * n + i], w[(j + 2) * n + i], w[(j + 3) * n + i]);
            }
            for (; j < p; j++) {
                add(y, to, x, j * LANES, w[j * n + i]);
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
        for (int j = 0; j < p; j++) {
            int to = j * LANES;
            int at = j * n;
            Arrays.fill(lower, to, to + LANES, 0);
            int i = 0;
            for (; i + 3 < n; i += 4) {
                add(lower, to, delta, i * LANES, w[at + i], w[at + i + 1], w[at + i + 2], w[at + i + 3]);
            }
            for (; i < n; i++) {
                add(lower, to, delta, i * LANES, w[at + i]);
            }
        }
    }

    /** Adds these samples' gradients to the batch's. */
    @Override
    public void computeGradient(double[] x) {
        int j = 0;
        for (; j + 1 < p; j += 2) {
            int i = 0;
            for (; i + 3 < n; i += 4) {
                addProducts(x, j, i);
            }
            for (; i < n; i++) {
                weightSum[j * n + i] += dot(delta, i * LANES, x, j * LANES);
                weightSum[(j + 1) * n + i] += dot(delta, i * LANES, x, (j + 1) * LANES);
            }
        }
        for (; j < p; j++) {
            for (int i = 0; i < n; i++) {
                weightSum[j * n + i] += dot(delta, i * LANES, x, j * LANES);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int b = i * LANES; b < (i + 1) * LANES; b++) {
                biasSum[i] += delta[b];
            }
        }
    }

    /** Four outputs by two inputs: eight sums that do not wait for each other, from six values read. */
    private void addProducts(double[] x, int j, int i) {
        double s00 = 0;
        double s01 = 0;
        double s10 = 0;
        double s11 = 0;
        double s20 = 0;
        double s21 = 0;
        double s30 = 0;
        double s31 = 0;
        int d = i * LANES;
        int e = j * LANES;
        for (int b = 0; b < LANES; b++) {
            double x0 = x[e + b];
            double x1 = x[e + LANES + b];
            double d0 = delta[d + b];
            double d1 = delta[d + LANES + b];
            double d2 = delta[d + 2 * LANES + b];
            double d3 = delta[d + 3 * LANES + b];
            s00 += d0 * x0;
            s01 += d0 * x1;
            s10 += d1 * x0;
            s11 += d1 * x1;
            s20 += d2 * x0;
            s21 += d2 * x1;
            s30 += d3 * x0;
            s31 += d3 * x1;
        }
        int to = j * n + i;
        weightSum[to] += s00;
        weightSum[to + 1] += s10;
        weightSum[to + 2] += s20;
        weightSum[to + 3] += s30;
        weightSum[to + n] += s01;
        weightSum[to + n + 1] += s11;
        weightSum[to + n + 2] += s21;
        weightSum[to + n + 3] += s31;
    }

    private static void add(double[] to, int at, double[] from, int first, double w) {
        for (int b = 0; b < LANES; b++) {
            to[at + b] += w * from[first + b];
        }
    }

    /** Four rows at once, so that the sums are read and written a quarter as often. */
    private static void add(double[] to, int at, double[] from, int first, double w0, double w1, double w2, double w3) {
        for (int b = 0; b < LANES; b++) {
            int k = first + b;
            to[at + b] += w0 * from[k] + w1 * from[k + LANES] + w2 * from[k + 2 * LANES] + w3 * from[k + 3 * LANES];
        }
    }

    /** Four sums side by side, since each addition waits for the one before. */
    private static double dot(double[] a, int i, double[] b, int j) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = 0; k < LANES; k += 4) {
            s0 += a[i + k] * b[j + k];
            s1 += a[i + k + 1] * b[j + k + 1];
            s2 += a[i + k + 2] * b[j + k + 2];
            s3 += a[i + k + 3] * b[j + k + 3];
        }
        return (s0 + s1) + (s2 + s3);
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

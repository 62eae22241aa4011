package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A variational autoencoder (Kingma and Welling 2014), which the evaluation compares with {@link Autoencoder}: one tanh layer
 * on either side of a normally distributed code, a linear output with normal noise. The noise's variance is the mean squared
 * residual of the last epoch (Rybkin, Daniilidis and Levine 2021). RMSProp, early stopping. Not safe for several threads.
 */
public final class VariationalAutoencoder {
    private static final int HIDDEN = 16;
    private static final double CODE_VARIANCE = 0.95;
    private static final double RATE = 0.003;
    private static final int EPOCHS = 100;
    private static final int PATIENCE = 10;
    /** Rows of one epoch at most. */
    private static final int EPOCH = 1024;
    /** One row in so many decides when training stops. */
    private static final int VALIDATION = 5;
    private static final double LEAST_VARIANCE = 1e-3;
    private static final int LANES = Layer.LANES;

    private final int width;
    private final int code;
    private final Layer[] encoder;
    private final Layer[] decoder;
    private final double[] input;
    private final double[] drawn;
    private final double[] toCode;
    private double variance = 1;

    private VariationalAutoencoder(int width, int code, SplittableRandom random) {
        this.width = width;
        this.code = code;
        encoder = new Layer[] {new TanhLayer(HIDDEN, width), new LinearLayer(2 * code, HIDDEN)};
        decoder = new Layer[] {new TanhLayer(HIDDEN, code), new LinearLayer(width, HIDDEN)};
        for (int l = 0; l < 2; l++) {
            encoder[l].randomise(random);
            decoder[l].randomise(random);
        }
        input = new double[width * LANES];
        drawn = new double[code * LANES];
        toCode = new double[code * LANES];
    }

    /** @param rows standardised, none missing, at least one */
    public static VariationalAutoencoder train(double[][] rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = rows[0].length;
        VariationalAutoencoder result = new VariationalAutoencoder(width, Pca.components(rows, CODE_VARIANCE), random);
        int kept = Math.max(1, rows.length / VALIDATION);
        boolean[] held = new boolean[rows.length];
        Arrays.stream(Thinning.even(rows.length, kept)).forEach(i -> held[i] = rows.length > 1);
        int[] training = IntStream.range(0, rows.length).filter(i -> !held[i]).toArray();
        int[] validation = IntStream.range(0, rows.length).filter(i -> held[i] || rows.length == 1).toArray();
        Noise noise = new Noise(1, random);
        double lowest = Double.POSITIVE_INFINITY;
        double[][] best = result.weights();
        double bestVariance = result.variance;
        for (int epoch = 0, since = 0; epoch < EPOCHS && since <= PATIENCE; epoch++, since++) {
            shuffle(training, random);
            double squares = 0;
            int visited = Math.min(training.length, EPOCH);
            for (int from = 0; from < visited; from += LANES) {
                int to = Math.min(visited, from + LANES);
                squares += result.learn(rows, training, from, to, noise);
                for (int l = 0; l < 2; l++) {
                    result.encoder[l].step(to - from, RATE);
                    result.decoder[l].step(to - from, RATE);
                }
            }
            result.variance = Math.max(LEAST_VARIANCE, squares / visited / width);
            double loss = Arrays.stream(validation).mapToDouble(i -> result.loss(rows[i])).average().orElse(0);
            if (loss < lowest) {
                lowest = loss;
                best = result.weights();
                bestVariance = result.variance;
                since = 0;
            }
        }
        result.restore(best);
        result.variance = bestVariance;
        return result;
    }

    /**
     * Negative evidence lower bound of a row, with the code at its mean instead of a drawn one, so that it is no matter of
     * chance: squared residual over twice the variance, the normal density's constant, and how far the code is from its prior.
     */
    public double loss(double[] row) {
        for (int c = 0; c < width; c++) {
            Arrays.fill(input, c * LANES, (c + 1) * LANES, row[c]);
        }
        propagate(encoder, input);
        double[] parameters = encoder[1].output();
        double divergence = 0;
        for (int k = 0; k < code; k++) {
            double mean = parameters[k * LANES];
            double logVariance = logVariance(parameters, k, 0);
            Arrays.fill(drawn, k * LANES, (k + 1) * LANES, mean);
            divergence += (mean * mean + Math.exp(logVariance) - 1 - logVariance) / 2;
        }
        propagate(decoder, drawn);
        double squares = 0;
        for (int c = 0; c < width; c++) {
            double r = row[c] - decoder[1].output()[c * LANES];
            squares += r * r;
        }
        return squares / (2 * variance) + width / 2.0 * Math.log(2 * Math.PI * variance) + divergence;
    }

    /** Within ±10, so that no exponential overflows. */
    private double logVariance(double[] parameters, int k, int lane) {
        return Math.max(-10, Math.min(10, parameters[(code + k) * LANES + lane]));
    }

    /**
     * Adds the gradients of at most {@link Layer#LANES} rows to the batch's.
     *
     * @return squared residuals, summed
     */
    double learn(double[][] rows, int[] order, int from, int to, Noise noise) {
        int lanes = to - from;
        for (int b = 0; b < lanes; b++) {
            for (int c = 0; c < width; c++) {
                input[c * LANES + b] = rows[order[from + b]][c];
            }
        }
        propagate(encoder, input);
        double[] parameters = encoder[1].output();
        double[] draws = new double[code * LANES];
        for (int b = 0; b < lanes; b++) {
            int start = noise.next(code);
            for (int k = 0; k < code; k++) {
                draws[k * LANES + b] = noise.value(start + k);
                drawn[k * LANES + b] = parameters[k * LANES + b]
                        + Math.exp(logVariance(parameters, k, b) / 2) * draws[k * LANES + b];
            }
        }
        propagate(decoder, drawn);
        double squares = 0;
        double[] gradient = decoder[1].gradient();
        Arrays.fill(gradient, 0);
        for (int b = 0; b < lanes; b++) {
            for (int c = 0; c < width; c++) {
                double r = decoder[1].output()[c * LANES + b] - rows[order[from + b]][c];
                gradient[c * LANES + b] = r / variance;
                squares += r * r;
            }
        }
        backpropagate(decoder, drawn, toCode);
        double[] byParameter = encoder[1].gradient();
        Arrays.fill(byParameter, 0);
        for (int k = 0; k < code; k++) {
            for (int b = 0; b < lanes; b++) {
                int at = k * LANES + b;
                double logVariance = logVariance(parameters, k, b);
                byParameter[at] = toCode[at] + parameters[at];
                byParameter[code * LANES + at] = toCode[at] * draws[at] * Math.exp(logVariance / 2) / 2
                        + (Math.exp(logVariance) - 1) / 2;
            }
        }
        backpropagate(encoder, input, null);
        return squares;
    }

    private static void propagate(Layer[] layers, double[] x) {
        layers[0].propagate(x);
        layers[1].propagate(layers[0].output());
    }

    private static void backpropagate(Layer[] layers, double[] x, double[] lower) {
        layers[1].backpropagate(layers[0].gradient());
        layers[1].computeGradient(layers[0].output());
        layers[0].backpropagate(lower);
        layers[0].computeGradient(x);
    }

    private Layer[] layers() {
        return new Layer[] {encoder[0], encoder[1], decoder[0], decoder[1]};
    }

    private double[][] weights() {
        return Arrays.stream(layers())
                .flatMap(l -> Stream.of(l.w.clone(), l.biases().clone()))
                .toArray(double[][]::new);
    }

    private void restore(double[][] weights) {
        Layer[] layers = layers();
        for (int l = 0; l < layers.length; l++) {
            System.arraycopy(weights[2 * l], 0, layers[l].w, 0, layers[l].w.length);
            System.arraycopy(weights[2 * l + 1], 0, layers[l].biases(), 0, layers[l].biases().length);
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}

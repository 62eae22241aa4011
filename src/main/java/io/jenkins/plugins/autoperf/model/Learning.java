package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Trains one denoising autoencoder on standardised rows: mini-batches, RMSProp, early stopping on clean validation rows.
 *
 * @param network with the weights of the lowest validation loss
 * @param trainingLoss mean squared error per column and epoch, of noisy inputs
 * @param validationLoss likewise, of clean inputs
 */
record Learning(Model.Network network, double[] trainingLoss, double[] validationLoss) {
    /** A lower loss counts as progress from here on; smaller steps would only postpone the end. */
    private static final double PROGRESS = 0.002;

    /** Standard normal values, drawn once: a sample's noise is a random piece of it, which costs one draw, not 33. */
    private static final double[] NOISE = normal(1 << 15);

    static Learning of(double[][] training, double[][] validation, int[] widths, Hyperparameters h, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Autoencoder network = Autoencoder.random(widths, random);
        int[] order = new int[training.length];
        Arrays.setAll(order, i -> i);
        double[] residual = new double[widths[0]];
        double[] trainingLoss = new double[h.maximumEpochs()];
        double[] validationLoss = new double[h.maximumEpochs()];
        Model.Network best = network.network();
        double lowest = Double.POSITIVE_INFINITY;
        int bestEpoch = -1;
        int epoch = 0;
        for (; epoch < h.maximumEpochs() && epoch - bestEpoch <= h.patience(); epoch++) {
            shuffle(order, random);
            trainingLoss[epoch] = pass(network, training, order, h, random);
            validationLoss[epoch] = loss(network, validation, residual);
            if (validationLoss[epoch] < lowest * (1 - PROGRESS)) {
                lowest = validationLoss[epoch];
                bestEpoch = epoch;
                best = network.network();
            }
        }
        return new Learning(best, Arrays.copyOf(trainingLoss, epoch), Arrays.copyOf(validationLoss, epoch));
    }

    double lowestValidationLoss() {
        return Arrays.stream(validationLoss).min().orElse(Double.NaN);
    }

    private static double pass(
            Autoencoder network, double[][] rows, int[] order, Hyperparameters h, SplittableRandom random) {
        int width = rows[0].length;
        double sum = 0;
        for (int start = 0; start < order.length; start += h.batch()) {
            int end = Math.min(order.length, start + h.batch());
            for (int i = start; i < end; i++) {
                sum += network.learn(rows[order[i]], NOISE, random.nextInt(NOISE.length - width), h.noise());
            }
            network.step(end - start, h.learningRate());
        }
        return sum / order.length / width;
    }

    private static double loss(Autoencoder network, double[][] rows, double[] residual) {
        double sum = 0;
        for (double[] row : rows) {
            double error = network.reconstruct(row, residual);
            sum += error * error;
        }
        return sum / rows.length / residual.length;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    private static double[] normal(int count) {
        Random random = new Random(42);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}

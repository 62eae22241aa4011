package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;
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
    private static final double PROGRESS = 0.01;

    /** Rows of one epoch: a larger set is visited over several, so that patience means the same for every size. */
    private static final int EPOCH = 1024;
    private static final int VALIDATION_ROWS = 512;

    /** What the learning rate is multiplied by after half the patience without progress: the weights settle. */
    private static final double SLOWER = 0.3;

    static Learning of(double[][] training, double[][] validation, int[] widths, Hyperparameters h, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Autoencoder network = Autoencoder.random(widths, random);
        int[] order = new int[training.length];
        Arrays.setAll(order, i -> i);
        double[][] held = Arrays.stream(Thinning.even(validation.length, VALIDATION_ROWS))
                .mapToObj(i -> validation[i])
                .toArray(double[][]::new);
        double[][] residuals = new double[held.length][widths[0]];
        double[] errors = new double[held.length];
        Noise noise = new Noise(h.noise(), random);
        double[] trainingLoss = new double[h.maximumEpochs()];
        double[] validationLoss = new double[h.maximumEpochs()];
        Model.Network best = network.network();
        double lowest = Double.POSITIVE_INFINITY;
        int bestEpoch = -1;
        double rate = h.learningRate();
        int waited = 0;
        int epoch = 0;
        for (; epoch < h.maximumEpochs() && epoch - bestEpoch <= h.patience(); epoch++) {
            shuffle(order, random);
            trainingLoss[epoch] = pass(network, training, order, h.batch(), rate, noise);
            validationLoss[epoch] = loss(network, held, residuals, errors);
            if (validationLoss[epoch] < lowest * (1 - PROGRESS)) {
                lowest = validationLoss[epoch];
                bestEpoch = epoch;
                best = network.network();
                waited = 0;
            } else if (++waited >= Math.max(1, h.patience() / 2)) {
                rate *= SLOWER;
                waited = 0;
            }
        }
        return new Learning(best, Arrays.copyOf(trainingLoss, epoch), Arrays.copyOf(validationLoss, epoch));
    }

    double lowestValidationLoss() {
        return Arrays.stream(validationLoss).min().orElse(Double.NaN);
    }

    private static double pass(Autoencoder network, double[][] rows, int[] order, int batch, double rate, Noise noise) {
        double sum = 0;
        int visited = Math.min(order.length, EPOCH);
        for (int start = 0; start < visited; start += batch) {
            int end = Math.min(visited, start + batch);
            for (int from = start; from < end; from += Layer.LANES) {
                sum += network.learn(rows, order, from, Math.min(end, from + Layer.LANES), noise);
            }
            network.step(end - start, rate);
        }
        return sum / visited / rows[0].length;
    }

    private static double loss(Autoencoder network, double[][] rows, double[][] residuals, double[] errors) {
        network.reconstruct(rows, 0, rows.length, residuals, errors);
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        return sum / rows.length / rows[0].length;
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

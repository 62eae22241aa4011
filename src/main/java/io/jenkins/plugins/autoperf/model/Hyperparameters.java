package io.jenkins.plugins.autoperf.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Everything that a training depends on besides its samples; kept in the model file.
 *
 * @param clusters number of k-means clusters, 0 to choose it
 * @param hidden width of the outer hidden layers
 * @param code width of the innermost layer, 0 to take it from PCA at {@link #codeVariance}
 * @param codeVariance share of variance that the innermost layer must be able to hold, 0 to 1
 * @param noise standard deviation of the Gaussian noise on standardised inputs while training
 * @param learningRate of RMSProp
 * @param batch samples per update
 * @param maximumEpochs upper bound
 * @param patience epochs without a lower validation loss before training stops
 * @param folds number of parts into which the runs are split, each once held out for calibration
 * @param maximumSamples training samples per cluster; more are thinned evenly
 * @param seed of every random choice
 */
@JsonInclude
public record Hyperparameters(
        int clusters,
        int hidden,
        int code,
        double codeVariance,
        double noise,
        double learningRate,
        int batch,
        int maximumEpochs,
        int patience,
        int folds,
        int maximumSamples,
        long seed) {
    public static final Hyperparameters DEFAULT =
            new Hyperparameters(0, 16, 0, 0.95, 0.1, 0.003, 32, 200, 10, 5, 10_000, 42);

    public Hyperparameters withClusters(int wanted) {
        return new Hyperparameters(
                wanted, hidden, code, codeVariance, noise, learningRate, batch, maximumEpochs, patience, folds, maximumSamples,
                seed);
    }

    Hyperparameters withMaximumEpochs(int epochs) {
        return new Hyperparameters(
                clusters, hidden, code, codeVariance, noise, learningRate, batch, epochs, patience, folds, maximumSamples,
                seed);
    }
}

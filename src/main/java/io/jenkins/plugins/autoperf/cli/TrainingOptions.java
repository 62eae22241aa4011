package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.model.Hyperparameters;
import picocli.CommandLine.Option;

/** How a model is learnt: shared by all commands that train. */
final class TrainingOptions {
    @Option(names = "--clusters", defaultValue = "0", paramLabel = "K", description = "Number of k-means clusters of regions; 0 to choose it (default).")
    int clusters;

    @Option(names = "--epochs", defaultValue = "200", paramLabel = "N", description = "Largest number of training epochs (default: ${DEFAULT-VALUE}).")
    int epochs;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "Seed of every random choice: same seed, same model (default: ${DEFAULT-VALUE}).")
    long seed;

    Hyperparameters hyperparameters() {
        MeasureOptions.require(clusters >= 0 && clusters <= 64, "--clusters must be between 0 and 64");
        MeasureOptions.require(epochs >= 1 && epochs <= 100_000, "--epochs must be between 1 and 100000");
        Hyperparameters d = Hyperparameters.DEFAULT;
        return new Hyperparameters(
                clusters,
                d.hidden(),
                d.code(),
                d.codeVariance(),
                d.noise(),
                d.learningRate(),
                d.batch(),
                epochs,
                d.patience(),
                d.folds(),
                d.maximumSamples(),
                seed);
    }
}

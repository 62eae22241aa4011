package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Machine;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt from the good version: plain data, written as JSON.
 *
 * @param format version of the file's layout
 * @param tool version of AutoPerf that wrote it
 * @param created ISO-8601 instant
 * @param command workload whose profiles were learnt from
 * @param machine where they were made
 * @param counters columns of the training samples, in order
 * @param canaries names of the canary kernels
 * @param canaryRuns nanoseconds of each canary before each good run: {@code [run][canary]}
 * @param clusters one autoencoder each
 * @param regions one entry a region, in order of their name
 * @param simulated what a simulated processor counted of the same program, beside the runs that were learnt from
 * @param warnings what the user should know about this model, each a sentence
 */
public record Model(
        int format,
        String tool,
        String created,
        List<String> command,
        Machine machine,
        List<Counter> counters,
        Normalisation normalisation,
        Hyperparameters hyperparameters,
        List<String> canaries,
        List<double[]> canaryRuns,
        List<Cluster> clusters,
        List<RegionBaseline> regions,
        SimulatedCounts simulated,
        List<String> warnings) {
    public static final int FORMAT = 1;

    public Optional<RegionBaseline> region(String name) {
        return regions.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /**
     * One cluster of regions and its autoencoder.
     *
     * @param id position in {@link Model#clusters}
     * @param centroid in the standardised space in which k-means ran
     * @param topology widths of all layers, input to output, those that the topology search chose
     * @param folds one autoencoder for each part of the good runs, trained on the other parts; all look at the same counters
     * @param samples number of training samples
     * @param errors of the calibration samples of all its regions, each from a network that did not see its run
     */
    public record Cluster(
            int id,
            double[] centroid,
            int[] topology,
            List<Fold> folds,
            int samples,
            ErrorStatistics errors) {}

    /**
     * An autoencoder and what it was made from: all good runs but those of one part, whose errors it calibrates.
     *
     * @param scaler of its training samples
     * @param network weights of the autoencoder
     * @param trainingLoss mean squared error by epoch
     * @param validationLoss likewise on runs kept back from training
     */
    public record Fold(Scaler scaler, Network network, double[] trainingLoss, double[] validationLoss) {}

    /**
     * Standardisation by the baseline's own statistics, after normalisation and {@code log1p}.
     *
     * @param columns indices into {@link Model#counters} of the counters that could be read; also those that never varied,
     *     since to see them vary is news
     * @param mean of each kept column
     * @param deviation standard deviation of each kept column, at least what one more count is worth
     */
    public record Scaler(int[] columns, double[] mean, double[] deviation) {}

    /**
     * Weights of a multilayer perceptron with tanh hidden layers and a linear output.
     *
     * @param weights {@code [layer][output][input]}
     * @param biases {@code [layer][output]}
     */
    public record Network(double[][][] weights, double[][] biases) {}

    /**
     * Moments of reconstruction errors.
     *
     * @param kurtosis plain, 3 for a normal distribution
     */
    public record ErrorStatistics(int count, double mean, double deviation, double skewness, double kurtosis) {
        /** μ + tσ (paper, equation 2). */
        public double threshold(double t) {
            return mean + t * deviation;
        }
    }

    /**
     * What is known of a region when it was good.
     *
     * @param cluster position in {@link Model#clusters}
     * @param purity share of its samples that k-means put into that cluster, 0 to 1
     * @param runs one entry a good run that executed it
     */
    public record RegionBaseline(String name, int cluster, double purity, List<BaselineRun> runs) {
        public long executions() {
            return runs.stream().mapToLong(BaselineRun::executions).sum();
        }
    }

    /**
     * A region in one good run.
     *
     * @param run number, counted on over all good profiles
     * @param session number of the good profile that it comes from, from 0
     * @param executions true number of executions
     * @param threads as {@link io.jenkins.plugins.autoperf.profile.RegionRun#threads}
     * @param means mean of each counter of {@link Model#counters} per execution, or per unit of work where the model
     *     normalises by work; never per instruction; {@code NaN} where it was not read
     * @param errors reconstruction errors of an even selection of samples, each from a network that did not see this run
     * @param samples an even selection of raw rows (counters as columns), for plots and for learning again
     * @param work units of work of each row of {@link #samples}
     */
    public record BaselineRun(
            int run,
            int session,
            long executions,
            int threads,
            double[] means,
            double[] errors,
            double[][] samples,
            double[] work) {}
}

package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether a model that comes from a file holds together. */
final class ModelCheck {
    private static final int MOST_COUNTERS = 10_000;
    private static final int WIDEST_LAYER = 20_000;
    /** Beyond any trained weight or logarithm, and small enough that no error can overflow. */
    private static final double LARGEST = 1e9;
    private static final double SMALLEST_DEVIATION = 1e-9;

    private ModelCheck() {}

    /** What is wrong, as the end of a sentence, or null. */
    static String fault(Model model) {
        try {
            check(model);
            return null;
        } catch (Fault fault) {
            return fault.getMessage();
        }
    }

    private static void check(Model model) {
        require(present(model.command()) && present(model.canaries()) && present(model.warnings()), "a list has gaps");
        require(present(model.counters()) && present(model.clusters()) && present(model.regions())
                && present(model.canaryRuns()), "a list has gaps");
        int width = model.counters().size();
        require(width > 0 && width <= MOST_COUNTERS, "it has " + width + " counters");
        check(model.counters());
        if (model.normalisation() == Normalisation.PER_INSTRUCTION) {
            require(model.counters().stream().anyMatch(Counter::countsInstructions), "it is per instruction but has no instruction count");
        }
        for (double[] row : model.canaryRuns()) {
            require(row.length == model.canaries().size(), "a run has not one time for each canary");
            measured(row, "a canary's time");
        }
        require(!model.clusters().isEmpty(), "it has no cluster");
        for (int id = 0; id < model.clusters().size(); id++) {
            Model.Cluster cluster = model.clusters().get(id);
            require(cluster.id() == id, "its clusters are not numbered in order");
            check(cluster, width);
        }
        Set<String> regions = new HashSet<>();
        require(!model.regions().isEmpty(), "it has no region");
        for (Model.RegionBaseline region : model.regions()) {
            require(region.name() != null && regions.add(region.name()), "region '" + region.name() + "' is there twice");
            require(region.cluster() >= 0 && region.cluster() < model.clusters().size(),
                    "region '" + region.name() + "' belongs to no cluster");
            require(region.purity() >= 0 && region.purity() <= 1, "a purity is outside 0 to 1");
            require(present(region.runs()) && !region.runs().isEmpty(), "region '" + region.name() + "' has no run");
            for (Model.BaselineRun run : region.runs()) {
                check(run, width);
            }
        }
        check(model.simulated());
    }

    private static void check(List<Counter> counters) {
        Set<String> names = new HashSet<>();
        for (Counter counter : counters) {
            require(counter.name() != null && counter.source() != null && counter.family() != null
                    && counter.unit() != null, "a counter is not described");
            require(names.add(counter.name()), "counter " + counter.name() + " is there twice");
        }
    }

    private static void check(SimulatedCounts simulated) {
        require(simulated.processor() != null && present(simulated.counters()) && present(simulated.regions()),
                "its simulated counts have gaps");
        require(simulated.isEmpty() || !simulated.processor().isEmpty(), "its simulated counts are of no processor");
        check(simulated.counters());
        Set<String> regions = new HashSet<>();
        for (SimulatedCounts.Region region : simulated.regions()) {
            require(region.name() != null && regions.add(region.name()), "region '" + region.name() + "' was simulated twice");
            require(present(region.runs()) && !region.runs().isEmpty(), "region '" + region.name() + "' has no simulated run");
            for (SimulatedCounts.Run run : region.runs()) {
                require(run.executions() >= 0 && run.threads() >= 0 && run.session() >= 0, "a count is negative");
                measured(run.means(), "a mean");
                require(run.means().length == simulated.counters().size(), "a run has not one mean for each counter");
            }
        }
    }

    private static void check(Model.Cluster cluster, int width) {
        finite(cluster.centroid(), "a centroid");
        require(cluster.centroid().length == width, "a centroid has not one value for each counter");
        require(present(cluster.folds()) && !cluster.folds().isEmpty(), "a cluster has no network");
        for (Model.Fold fold : cluster.folds()) {
            check(fold, cluster.topology(), width);
            require(Arrays.equals(fold.scaler().columns(), cluster.folds().get(0).scaler().columns()),
                    "the networks of a cluster look at different counters");
        }
        Model.ErrorStatistics errors = cluster.errors();
        finite(new double[] {errors.mean(), errors.deviation(), errors.skewness(), errors.kurtosis()}, "a moment");
        require(errors.count() >= 0 && errors.deviation() >= 0 && cluster.samples() >= 0, "a count is negative");
    }

    private static void check(Model.Fold fold, int[] topology, int width) {
        Model.Scaler scaler = fold.scaler();
        require(scaler != null && fold.network() != null, "a network is missing");
        require(scaler.columns() != null && scaler.columns().length > 0, "a cluster looks at no counter");
        int before = -1;
        for (int column : scaler.columns()) {
            require(column > before && column < width, "a scaler's columns are out of range or order");
            before = column;
        }
        int columns = scaler.columns().length;
        finite(scaler.mean(), "a mean");
        finite(scaler.deviation(), "a deviation");
        require(scaler.mean().length == columns && scaler.deviation().length == columns,
                "a scaler has not one mean and deviation for each column");
        for (double deviation : scaler.deviation()) {
            require(deviation >= SMALLEST_DEVIATION, "a deviation is not above 0");
        }
        check(fold.network(), topology, columns);
        finite(fold.trainingLoss(), "a loss");
        finite(fold.validationLoss(), "a loss");
        require(fold.trainingLoss().length == fold.validationLoss().length, "losses are missing");
    }

    private static void check(Model.Network network, int[] topology, int columns) {
        require(network.weights() != null && network.biases() != null && network.weights().length > 0
                && network.biases().length == network.weights().length, "a network has no layers");
        require(topology != null && topology.length == network.weights().length + 1, "a topology does not fit its network");
        require(topology[0] == columns && topology[topology.length - 1] == columns,
                "a network does not fit its cluster's counters");
        for (int layer = 0; layer < network.weights().length; layer++) {
            int outputs = topology[layer + 1];
            require(outputs > 0 && outputs <= WIDEST_LAYER, "a layer's width is out of range");
            double[][] weights = network.weights()[layer];
            require(weights != null && weights.length == outputs, "layers do not fit each other");
            for (double[] row : weights) {
                finite(row, "a weight");
                require(row.length == topology[layer], "layers do not fit each other");
            }
            finite(network.biases()[layer], "a bias");
            require(network.biases()[layer].length == outputs, "layers do not fit each other");
        }
    }

    private static void check(Model.BaselineRun run, int width) {
        require(run.executions() >= 0 && run.threads() >= 0 && run.session() >= 0, "a count is negative");
        measured(run.means(), "a mean");
        require(run.means().length == width, "a run has not one mean for each counter");
        finite(run.errors(), "an error");
        for (double error : run.errors()) {
            require(error >= 0, "an error is negative");
        }
        require(run.samples() != null && run.work() != null && run.samples().length == run.work().length,
                "samples and work do not fit each other");
        measured(run.work(), "a work count");
        for (double[] row : run.samples()) {
            measured(row, "a sample");
            require(row.length == width, "a sample has not one value for each counter");
        }
    }

    private static void finite(double[] values, String what) {
        require(values != null, what + " is missing");
        for (double value : values) {
            require(Math.abs(value) <= LARGEST, what + " is not a sensible number");
        }
    }

    /** Not negative and not infinite; NaN stands for what was not read. */
    private static void measured(double[] values, String what) {
        require(values != null, what + " is missing");
        for (double value : values) {
            require(Double.isNaN(value) || value >= 0 && value < Double.POSITIVE_INFINITY, what + " is impossible");
        }
    }

    private static boolean present(Collection<?> list) {
        return list != null && list.stream().allMatch(Objects::nonNull);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new Fault(fault);
        }
    }

    private static final class Fault extends RuntimeException {
        Fault(String message) {
            super(message, null, false, false);
        }
    }
}

package io.jenkins.plugins.autoperf.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that is learnt from the samples of one cluster. */
final class ClusterTrainer {
    /** The topology search needs an order, not a final model. */
    private static final int SEARCH_ROWS = 800;
    private static final int SEARCH_EPOCHS = 20;
    /** A wider network must lower the validation loss by more than this share to be preferred. */
    private static final double WORTH_IT = 0.1;

    private final List<Row> rows;
    private final int[] columns;
    private final double[] floor;
    private final Hyperparameters hyperparameters;
    private final long seed;
    private final Folds folds;
    private final int[] topology;

    /** A scaler with its network. */
    static final class Fit {
        private final Model.Scaler scaler;
        private final Learning learning;
        private final Autoencoder network;

        private Fit(Model.Scaler scaler, Learning learning) {
            this.scaler = scaler;
            this.learning = learning;
            network = Autoencoder.of(learning.network());
        }

        Model.Fold fold() {
            return new Model.Fold(scaler, learning.network(), learning.trainingLoss(), learning.validationLoss());
        }

        double[] errors(List<double[]> features) {
            double[][] z = Standardiser.apply(scaler, features);
            double[] errors = new double[z.length];
            network.reconstruct(z, 0, z.length, new double[z.length][scaler.columns().length], errors);
            return errors;
        }
    }

    /**
     * @param rows at least one
     * @param columns counters to look at, at least one
     */
    ClusterTrainer(List<Row> rows, int[] columns, double[] floor, Hyperparameters hyperparameters, long seed) {
        this.rows = rows;
        this.columns = columns;
        this.floor = floor;
        this.hyperparameters = hyperparameters;
        this.seed = seed;
        folds = Folds.of(rows, hyperparameters.folds());
        topology = search();
    }

    int[] topology() {
        return topology;
    }

    Folds folds() {
        return folds;
    }

    /** One that has seen nothing of that part. */
    Fit without(int part) {
        return fit(folds.without(rows, part), topology, hyperparameters, part + 1);
    }

    private int[] search() {
        int width = columns.length;
        Folds.Split split = Folds.split(rows);
        if (hyperparameters.code() > 0) {
            return widths(width, hyperparameters.hidden(), hyperparameters.code());
        }
        Model.Scaler scaler = Standardiser.scaler(Row.features(rows), columns, floor);
        double[][] z = Standardiser.apply(scaler, Row.features(split.training()));
        int code = Pca.components(z, hyperparameters.codeVariance());
        int hidden = Math.max(hyperparameters.hidden(), code);
        Set<List<Integer>> candidates = new LinkedHashSet<>();
        candidates.add(List.of(hidden, code));
        candidates.add(List.of(hidden, Math.min(width, code + 2)));
        candidates.add(List.of(2 * hidden, code));
        Folds.Split few = new Folds.Split(thin(split.training()), thin(split.validation()));
        Hyperparameters quick = hyperparameters.withMaximumEpochs(
                Math.min(SEARCH_EPOCHS, hyperparameters.maximumEpochs()));
        int[] best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (List<Integer> candidate : candidates) {
            int[] widths = widths(width, candidate.get(0), candidate.get(1));
            double loss = fit(few, widths, quick, -1).learning.lowestValidationLoss();
            if (best == null || loss < lowest * (1 - WORTH_IT)) {
                best = widths;
                lowest = loss;
            }
        }
        return best;
    }

    private Fit fit(Folds.Split split, int[] widths, Hyperparameters h, int purpose) {
        List<Row> seen = new ArrayList<>(split.training());
        seen.addAll(split.validation());
        Model.Scaler scaler = Standardiser.scaler(Row.features(seen), columns, floor);
        Learning learning = Learning.of(
                Standardiser.apply(scaler, Row.features(split.training())),
                Standardiser.apply(scaler, Row.features(split.validation())),
                widths, h, seed + 7919L * purpose);
        return new Fit(scaler, learning);
    }

    private static List<Row> thin(List<Row> rows) {
        List<Row> some = new ArrayList<>();
        for (int i : Thinning.even(rows.size(), SEARCH_ROWS)) {
            some.add(rows.get(i));
        }
        return some;
    }

    private static int[] widths(int width, int hidden, int code) {
        return new int[] {width, hidden, code, hidden, width};
    }
}

package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reconstructs a candidate's samples with the baseline's model. The runs go to the folds' networks in turn, as the good
 * runs did for their held-out errors: a network of its own for the candidate would have errors of its own, and every
 * candidate run would differ from every good one though nothing changed. Not safe for several threads.
 */
public final class Scorer {
    private static final int BLOCK = 1024;

    private final Model model;
    private final Features features;
    private final Autoencoder[][] networks;

    public Scorer(Model model) {
        this.model = model;
        features = new Features(model.normalisation(), model.counters());
        networks = model.clusters().stream()
                .map(c -> c.folds().stream().map(f -> Autoencoder.of(f.network())).toArray(Autoencoder[]::new))
                .toArray(Autoencoder[][]::new);
    }

    /**
     * Scores every sample of every region that the baseline knows; other regions are left out. Counters are matched by
     * name; those that the model does not know are ignored.
     *
     * @throws AutoPerfException where the candidate lacks a counter of the model, or holds impossible values
     */
    public List<RegionScores> score(Profile candidate) {
        int[] columns = columns(candidate);
        List<RegionScores> result = new ArrayList<>();
        for (RegionSamples samples : candidate.regions()) {
            model.region(samples.name()).ifPresent(region -> result.add(score(candidate, samples, region, columns)));
        }
        return result;
    }

    private RegionScores score(
            Profile candidate, RegionSamples samples, Model.RegionBaseline region, int[] columns) {
        Model.Cluster cluster = model.clusters().get(region.cluster());
        boolean declaresWork = Units.declared(region.runs().stream().map(Model.BaselineRun::work).toList());
        List<RegionScores.RunScores> runs = new ArrayList<>();
        for (int i = 0; i < samples.runs().size(); i++) {
            RegionRun run = samples.runs().get(i);
            Units.check(region.name(), run, candidate.counters());
            runs.add(score(run, cluster, i % cluster.folds().size(), declaresWork, columns));
        }
        return new RegionScores(region.name(), cluster.folds().get(0).scaler().columns(), runs);
    }

    private RegionScores.RunScores score(
            RegionRun run, Model.Cluster cluster, int fold, boolean declaresWork, int[] columns) {
        Model.Scaler scaler = cluster.folds().get(fold).scaler();
        int width = model.counters().size();
        double[] values = new double[width];
        double[] x = new double[width];
        int looked = scaler.columns().length;
        double[] errors = new double[run.samples()];
        double[][] residuals = new double[run.samples()][looked];
        double[][] z = new double[errors.length][];
        double[][] block = new double[BLOCK][looked];
        Autoencoder network = networks[cluster.id()][fold];
        for (int start = 0; start < errors.length; start += BLOCK) {
            int end = Math.min(errors.length, start + BLOCK);
            for (int i = start; i < end; i++) {
                select(run.values()[i], columns, values);
                features.of(values, Units.of(run.work()[i], declaresWork), x);
                z[i] = block[i - start];
                Standardiser.apply(scaler, x, z[i]);
            }
            network.reconstruct(z, start, end, residuals, errors);
        }
        double[] all = Units.means(run.values(), run.work(), declaresWork, maximum(columns) + 1);
        double[] means = new double[width];
        select(all, columns, means);
        return new RegionScores.RunScores(run.run(), run.executions(), run.threads(), errors, residuals, means);
    }

    private static void select(double[] row, int[] columns, double[] result) {
        for (int c = 0; c < columns.length; c++) {
            result[c] = row[columns[c]];
        }
    }

    private static int maximum(int[] columns) {
        return Arrays.stream(columns).max().orElse(-1);
    }

    /** Where each counter of the model stands in the candidate. */
    private int[] columns(Profile candidate) {
        int[] columns = model.counters().stream().mapToInt(c -> candidate.column(c.name())).toArray();
        List<String> missing = model.counters().stream()
                .map(Counter::name)
                .filter(name -> candidate.column(name) < 0)
                .toList();
        if (!missing.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA,
                    "The model was learnt with counters that this profile does not have: " + String.join(", ", missing)
                            + ". Measure both versions with the same counters on the same kind of machine, or train again.");
        }
        return columns;
    }
}

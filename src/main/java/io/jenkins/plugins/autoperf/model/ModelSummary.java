package io.jenkins.plugins.autoperf.model;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A model in words and figures, for the terminal. */
public final class ModelSummary {
    private ModelSummary() {}

    /** Several lines, the last one ended. Control characters in names are shown as '?'. */
    public static String render(Model model) {
        StringBuilder text = new StringBuilder();
        long executions = model.regions().stream().mapToLong(Model.RegionBaseline::executions).sum();
        line(text, "Model of %s: %d counters %s, %d regions in %d clusters, %,d executions",
                clean(String.join(" ", model.command())), model.counters().size(), basis(model.normalisation()),
                model.regions().size(), model.clusters().size(), executions);
        if (!model.simulated().isEmpty()) {
            line(text, "Beside them %d simulated counters of %d regions, on %s", model.simulated().counters().size(),
                    model.simulated().regions().size(), clean(model.simulated().processor()));
        }
        for (Model.Cluster cluster : model.clusters()) {
            Model.ErrorStatistics errors = cluster.errors();
            line(text, "");
            line(text, "Cluster %d: layers %s, %,d samples, %d networks of %s epochs, loss %s (validation %s)",
                    cluster.id() + 1, Trainer.layers(cluster.topology()), cluster.samples(), cluster.folds().size(),
                    epochs(cluster), number(mean(cluster, Model.Fold::trainingLoss)),
                    number(mean(cluster, Model.Fold::validationLoss)));
            line(text, "  errors of held-out runs: %,d, mean %s, deviation %s, skewness %.2f, kurtosis %.2f",
                    errors.count(), number(errors.mean()), number(errors.deviation()), errors.skewness(),
                    errors.kurtosis());
            for (Model.RegionBaseline region : model.regions()) {
                if (region.cluster() == cluster.id()) {
                    line(text, "  %-32s purity %3.0f %%, %d runs, %,d executions",
                            clean(region.name()), 100 * region.purity(), region.runs().size(), region.executions());
                }
            }
        }
        List<String> warnings = model.warnings();
        if (!warnings.isEmpty()) {
            line(text, "");
            warnings.forEach(warning -> line(text, "Warning: %s", clean(warning)));
        }
        return text.toString();
    }

    private static String basis(Normalisation normalisation) {
        return switch (normalisation) {
            case PER_INSTRUCTION -> "per instruction";
            case PER_WORK -> "per unit of work";
            case PER_EXECUTION -> "per execution";
        };
    }

    private static String epochs(Model.Cluster cluster) {
        IntSummaryStatistics epochs =
                cluster.folds().stream().mapToInt(f -> f.trainingLoss().length).summaryStatistics();
        return epochs.getMin() == epochs.getMax() ? "" + epochs.getMin() : epochs.getMin() + " to " + epochs.getMax();
    }

    /** Mean over the networks of the loss in the epoch whose weights were kept: that of the lowest validation loss. */
    private static double mean(Model.Cluster cluster, Function<Model.Fold, double[]> losses) {
        return cluster.folds().stream()
                .mapToDouble(fold -> kept(fold, losses.apply(fold)))
                .average()
                .orElse(Double.NaN);
    }

    private static double kept(Model.Fold fold, double[] losses) {
        int lowest = 0;
        for (int epoch = 1; epoch < losses.length; epoch++) {
            lowest = fold.validationLoss()[epoch] < fold.validationLoss()[lowest] ? epoch : lowest;
        }
        return losses.length == 0 ? Double.NaN : losses[lowest];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}

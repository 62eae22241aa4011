package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.RegionScores;
import io.jenkins.plugins.autoperf.model.Scorer;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The paper's rule: a run is anomalous where its reconstruction error exceeds μ + tσ (equation 2), and a region where most
 * of its runs are. The error of a run is the mean over its samples, the score the number of deviations by which the middle
 * run is off.
 */
public final class AutoencoderThreshold implements Method {
    /** The paper's t. */
    public static final double T = 2;

    private final TrainedModels models;

    public AutoencoderThreshold(TrainedModels models) {
        this.models = models;
    }

    @Override
    public String name() {
        return "autoencoder, μ + 2σ";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        Model model = models.of(good);
        return Optional.of(candidate -> {
            List<Scores.Region> regions = new ArrayList<>();
            for (RegionScores scores : new Scorer(model).score(candidate)) {
                Model.RegionBaseline baseline = model.region(scores.region()).orElseThrow();
                Model.ErrorStatistics errors = model.clusters().get(baseline.cluster()).errors();
                double[] runs = scores.runs().stream()
                        .mapToDouble(run -> (Arrays.stream(run.errors()).filter(e -> !Double.isNaN(e)).average().orElse(0)
                                - errors.mean()) / Math.max(errors.deviation(), 1e-9))
                        .sorted()
                        .toArray();
                double middle = runs.length == 0 ? 0 : runs[runs.length / 2];
                regions.add(new Scores.Region(scores.region(), middle, middle > T));
            }
            return Optional.of(new Scores(regions));
        });
    }
}

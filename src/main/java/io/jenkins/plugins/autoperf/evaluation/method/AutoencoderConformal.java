package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Detector;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Scorer;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.Comparator;
import java.util.Optional;

/**
 * Reconstruction errors alone, tested by run against those of held-out good runs: the conformal rule without cost and
 * direction. The score is the negative decimal logarithm of the p-value, ties broken by the share of anomalous samples.
 */
public final class AutoencoderConformal implements Method {
    private final TrainedModels models;
    private final DetectionOptions options;

    public AutoencoderConformal(TrainedModels models, DetectionOptions options) {
        this.models = models;
        this.options = options;
    }

    @Override
    public String name() {
        return "autoencoder, conformal";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        Model model = models.of(good);
        return Optional.of(candidate -> Optional.of(new Scores(
                new Detector().detect(model, candidate, new Scorer(model).score(candidate), options).regions().stream()
                        .map(this::region)
                        .sorted(Comparator.comparing(Scores.Region::region))
                        .toList())));
    }

    private Scores.Region region(RegionVerdict verdict) {
        RegionVerdict.Anomaly anomaly = verdict.anomaly();
        double score = -Math.log10(Math.max(anomaly.pValue(), 1e-12)) + 1e-3 * anomaly.candidateRate();
        return new Scores.Region(verdict.region(), score, anomaly.qValue() <= options.falseAlarmRate());
    }
}

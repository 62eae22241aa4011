package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Detector;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Scorer;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.Comparator;
import java.util.Optional;

/** What AutoPerf says by default. */
public final class AutoencoderVerdict implements Method {
    private static final double LEAST_HALF_WIDTH = 0.01;

    private final TrainedModels models;
    private final DetectionOptions options;

    public AutoencoderVerdict(TrainedModels models, DetectionOptions options) {
        this.models = models;
        this.options = options;
    }

    @Override
    public String name() {
        return "AutoPerf";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        Model model = models.of(good);
        return Optional.of(candidate -> {
            Detection detection = new Detector().detect(model, candidate, new Scorer(model).score(candidate), options);
            return Optional.of(new Scores(detection.regions().stream()
                    .map(AutoencoderVerdict::region)
                    .sorted(Comparator.comparing(Scores.Region::region))
                    .toList()));
        });
    }

    private static Scores.Region region(RegionVerdict verdict) {
        double detectable = verdict.costs().isEmpty() ? Double.NaN : verdict.costs().get(0).minimumDetectable();
        boolean regression = verdict.verdict() == Verdict.REGRESSION;
        return new Scores.Region(
                verdict.region(), suspicion(verdict), regression, verdict.verdict().name(), detectable);
    }

    /**
     * Of the cost that decided, the log ratio over half its interval's width; every regression above all others. Not the
     * most convincing of the costs: wall time moves for many reasons that are not the program's.
     */
    private static double suspicion(RegionVerdict verdict) {
        if (verdict.costs().isEmpty()) {
            return 0;
        }
        RegionVerdict.Cost cost = verdict.costs().get(0);
        double width = Math.log(cost.interval().high() / cost.interval().low());
        double shift = Math.log(cost.ratio()) / Math.max(LEAST_HALF_WIDTH, width / 2);
        double finite = Double.isFinite(shift) ? shift : 0;
        return verdict.verdict() == Verdict.REGRESSION ? 1_000 + finite : finite;
    }
}

package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What most tools for continuous integration do: a mean cost that is more than a tenth above the good version's is a
 * regression. The score is the increase, 0.1 for 10 %. Knows of no units of work.
 */
final class PercentageOverMean implements Method {
    private static final double MOST = 0.1;

    @Override
    public String name() {
        return "10 % over the mean";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        return RegionCosts.counter(good).map(counter -> {
            Map<String, double[]> before = RegionCosts.of(good, counter, false);
            return candidate -> candidate.column(counter) < 0
                    ? Optional.empty()
                    : Optional.of(score(before, RegionCosts.of(candidate, counter, false)));
        });
    }

    private static Scores score(Map<String, double[]> before, Map<String, double[]> now) {
        List<Scores.Region> scores = now.keySet().stream()
                .filter(before::containsKey)
                .sorted()
                .map(region -> {
                    double increase = mean(now.get(region)) / Math.max(mean(before.get(region)), 1e-9) - 1;
                    return new Scores.Region(region, increase, increase > MOST);
                })
                .toList();
        return new Scores(scores);
    }

    private static double mean(double[] runs) {
        return Arrays.stream(runs).average().orElse(Double.NaN);
    }
}

package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.detection.BenjaminiHochberg;
import io.jenkins.plugins.autoperf.detection.RankTest;
import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Are the candidate's runs dearer? The rank sum test of Mann and Whitney (1947) on the mean cost of each run, one-sided,
 * Benjamini-Hochberg over the regions at 1 %. The score is the negative decimal logarithm of the p-value; among equal ones,
 * which few runs give often, the ratio decides.
 */
final class MannWhitney implements Method {
    private static final double LEVEL = 0.01;

    @Override
    public String name() {
        return "Mann-Whitney on cost";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        return RegionCosts.counter(good).map(counter -> {
            Map<String, double[]> before = RegionCosts.of(good, counter, true);
            return candidate -> candidate.column(counter) < 0
                    ? Optional.empty()
                    : Optional.of(score(before, RegionCosts.of(candidate, counter, true)));
        });
    }

    private static Scores score(Map<String, double[]> before, Map<String, double[]> now) {
        List<String> regions = now.keySet().stream().filter(before::containsKey).sorted().toList();
        double[] p = regions.stream().mapToDouble(r -> RankTest.greater(before.get(r), now.get(r))).toArray();
        double[] q = BenjaminiHochberg.adjust(p);
        List<Scores.Region> scores = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            double ratio = mean(now.get(regions.get(i))) / Math.max(mean(before.get(regions.get(i))), 1e-9);
            double score = -Math.log10(Math.max(p[i], 1e-12)) + 1e-3 * Math.min(ratio, 100);
            scores.add(new Scores.Region(regions.get(i), score, q[i] <= LEVEL));
        }
        return new Scores(scores);
    }

    private static double mean(double[] runs) {
        return Arrays.stream(runs).average().orElse(Double.NaN);
    }
}

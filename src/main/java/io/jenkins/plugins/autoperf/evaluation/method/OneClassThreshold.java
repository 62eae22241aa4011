package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.model.FeatureSpace;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Another model in the autoencoder's place: one for each region, on the same samples, with the same rule as
 * {@link AutoencoderThreshold}. A run is anomalous where the mean of its samples' errors exceeds μ + 2σ, a region where the
 * middle one of its runs is. As with the autoencoder, μ and σ come from good runs that a model did not see, and the
 * candidate's runs go to the same models in turn.
 */
final class OneClassThreshold implements Method {
    private static final int PARTS = 5;
    /** Training samples of a region; more are thinned evenly. */
    private static final int MOST = 2_000;
    private static final double LEAST_DEVIATION = 1e-9;

    private final String name;
    private final OneClass oneClass;
    private final long seed;

    OneClassThreshold(String name, OneClass oneClass, long seed) {
        this.name = name;
        this.oneClass = oneClass;
        this.seed = seed;
    }

    @Override
    public String name() {
        return name;
    }

    /** A model of some good runs, with the scale of their samples. */
    private record Part(UnaryOperator<double[]> scale, ToDoubleFunction<double[]> error) {
        double of(double[] row) {
            double[] z = scale.apply(row);
            return z.length == 0 ? 0 : error.applyAsDouble(z);
        }
    }

    private record Known(List<Part> parts, double mean, double deviation) {
        double deviations(List<double[][]> runs) {
            double[] sorted = new double[runs.size()];
            for (int r = 0; r < sorted.length; r++) {
                Part part = parts.get(r % parts.size());
                double error = Arrays.stream(runs.get(r)).mapToDouble(part::of).average().orElse(mean);
                sorted[r] = (error - mean) / Math.max(deviation, LEAST_DEVIATION);
            }
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        FeatureSpace space = FeatureSpace.of(good);
        Map<String, Known> known = new LinkedHashMap<>();
        space.regions().forEach(region -> known.put(region, learn(space, region)));
        return Optional.of(candidate -> space.covers(candidate) ? Optional.of(score(space, known, candidate)) : Optional.empty());
    }

    private static Scores score(FeatureSpace space, Map<String, Known> known, Profile candidate) {
        List<Scores.Region> scores = new ArrayList<>();
        known.forEach((region, of) -> {
            List<double[][]> runs = space.candidate(region, candidate);
            if (!runs.isEmpty()) {
                double deviations;
                synchronized (of) {
                    deviations = of.deviations(runs);
                }
                scores.add(new Scores.Region(region, deviations, deviations > AutoencoderThreshold.T));
            }
        });
        return new Scores(scores);
    }

    private Known learn(FeatureSpace space, String region) {
        List<double[][]> runs = space.good(region);
        int samples = runs.stream().mapToInt(run -> run.length).sum();
        int count = Math.max(1, Math.min(PARTS, runs.size() > 1 ? runs.size() : samples));
        List<Part> parts = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            List<double[]> seen = new ArrayList<>();
            List<double[]> held = new ArrayList<>();
            for (int r = 0; r < runs.size(); r++) {
                for (int i = 0; i < runs.get(r).length; i++) {
                    (((runs.size() > 1 ? r : i) % count) == part ? held : seen).add(runs.get(r)[i]);
                }
            }
            Part fitted = fit(space, region, seen.isEmpty() ? held : seen, part);
            parts.add(fitted);
            held.forEach(row -> errors.add(fitted.of(row)));
        }
        double mean = errors.stream().mapToDouble(e -> e).average().orElse(0);
        double squares = errors.stream().mapToDouble(e -> (e - mean) * (e - mean)).sum();
        return new Known(parts, mean, Math.sqrt(squares / Math.max(1, errors.size() - 1)));
    }

    private Part fit(FeatureSpace space, String region, List<double[]> seen, int part) {
        int kept = Math.min(seen.size(), MOST);
        List<double[]> some = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            some.add(seen.get((int) ((long) i * seen.size() / kept)));
        }
        UnaryOperator<double[]> scale = space.scale(region, some);
        double[][] rows = some.stream().map(scale).toArray(double[][]::new);
        return new Part(scale, rows[0].length == 0 ? row -> 0 : oneClass.fit(rows, seed + part));
    }
}

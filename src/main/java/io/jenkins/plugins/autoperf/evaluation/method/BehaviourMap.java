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
import java.util.function.UnaryOperator;

/**
 * UBL (Dean, Nguyen and Gu, ICAC 2012), as the AutoPerf paper compared itself with it: a self-organising map of 120 × 120
 * neurons, one for each region. A sample is anomalous where the neuron nearest to it lies in a wide area, one whose
 * neighbours are farther away than those of 85 % of all neurons, and three anomalous samples in a row are an alarm. The score
 * of a run is the share of neurons, 0 to 1, at which it would just raise the alarm; a region's is that of its middle run.
 */
final class BehaviourMap implements Method {
    private static final int SIDE = 120;
    private static final double SHARE = 0.85;
    private static final int IN_A_ROW = 3;
    private static final int UPDATES = 2_000;
    /** Samples of a run that are looked at; more are thinned evenly, since every further one is a chance of an alarm. */
    private static final int SAMPLES = 64;

    private final long seed;

    BehaviourMap(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "self-organising map (UBL)";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        FeatureSpace space = FeatureSpace.of(good);
        Map<String, Trained> maps = new LinkedHashMap<>();
        space.regions().forEach(region -> maps.put(region, learn(space, region)));
        return Optional.of(candidate -> space.covers(candidate) ? Optional.of(score(space, maps, candidate)) : Optional.empty());
    }

    private static Scores score(FeatureSpace space, Map<String, Trained> maps, Profile candidate) {
        List<Scores.Region> scores = new ArrayList<>();
        maps.forEach((region, map) -> {
            double[] runs = space.candidate(region, candidate).stream().mapToDouble(map::alarm).sorted().toArray();
            if (runs.length > 0) {
                double middle = runs[runs.length / 2];
                scores.add(new Scores.Region(region, middle, middle > SHARE));
            }
        });
        return new Scores(scores);
    }

    private Trained learn(FeatureSpace space, String region) {
        List<double[]> rows = space.good(region).stream().flatMap(run -> Arrays.stream(even(run))).toList();
        UnaryOperator<double[]> scale = space.scale(region, rows);
        double[][] z = rows.stream().map(scale).toArray(double[][]::new);
        SelfOrganisingMap map = SelfOrganisingMap.train(SIDE, z, UPDATES, seed);
        double[] areas = map.areas();
        double[] sorted = areas.clone();
        Arrays.sort(sorted);
        double[] narrower = Arrays.stream(areas)
                .map(area -> (double) Arrays.binarySearch(sorted, area) / sorted.length)
                .toArray();
        return new Trained(map, narrower, scale);
    }

    private static double[][] even(double[][] run) {
        int kept = Math.min(run.length, SAMPLES);
        double[][] some = new double[kept][];
        Arrays.setAll(some, i -> run[(int) ((2L * i + 1) * run.length / (2L * kept))]);
        return some;
    }

    /** @param narrower of each neuron the share of all neurons whose area is narrower */
    private record Trained(SelfOrganisingMap map, double[] narrower, UnaryOperator<double[]> scale) {
        /** The greatest share that so many samples in a row, or all where there are fewer, do not fall below. */
        double alarm(double[][] run) {
            double[] samples = Arrays.stream(even(run))
                    .mapToDouble(row -> narrower[map.nearest(scale.apply(row))])
                    .toArray();
            int window = Math.min(IN_A_ROW, samples.length);
            double greatest = 0;
            for (int from = 0; from + window <= samples.length; from++) {
                greatest = Math.max(greatest, Arrays.stream(samples, from, from + window).min().orElse(0));
            }
            return greatest;
        }
    }
}

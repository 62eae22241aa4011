package io.jenkins.plugins.autoperf.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How well a score tells positives from negatives, whatever the threshold.
 *
 * @param area under the ROC curve: the probability that a positive scores higher than a negative, ties by half
 * @param low lower end of its 95 % interval, by resampling whole comparisons
 * @param high its upper end
 * @param precisionArea area under the precision-recall curve, by steps (average precision)
 * @param precisionLow lower end of its 95 % interval
 * @param precisionHigh its upper end
 * @param roc points of false-positive and true-positive rate, at most a hundred or so
 * @param precisionRecall points of recall and precision, likewise
 */
public record Curve(
        double area,
        double low,
        double high,
        double precisionArea,
        double precisionLow,
        double precisionHigh,
        List<double[]> roc,
        List<double[]> precisionRecall) {
    private static final int RESAMPLES = 500;
    private static final int POINTS = 100;

    /**
     * @param comparison number of the comparison that it belongs to, from 0
     * @param positive whether there was something to find
     */
    record Case(int comparison, boolean positive, double score) {}

    /** Where there is nothing to tell apart. */
    static final Curve NONE =
            new Curve(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of(), List.of());

    /** The area alone. */
    static double area(List<Case> cases) {
        double[] weights = new double[cases.size()];
        Arrays.fill(weights, 1);
        return areas(sorted(cases), weights, null, null)[0];
    }

    private static Case[] sorted(List<Case> cases) {
        return cases.stream().sorted(Comparator.comparingDouble(Case::score).reversed()).toArray(Case[]::new);
    }

    static Curve of(List<Case> cases, long seed) {
        Case[] sorted = sorted(cases);
        double[] weights = new double[sorted.length];
        Arrays.fill(weights, 1);
        List<double[]> roc = new ArrayList<>();
        List<double[]> precision = new ArrayList<>();
        double[] areas = areas(sorted, weights, roc, precision);
        List<double[]> resampled = resampled(sorted, seed);
        Interval rocs = middle(resampled.stream().mapToDouble(a -> a[0]));
        Interval precisions = middle(resampled.stream().mapToDouble(a -> a[1]));
        return new Curve(
                areas[0], rocs.low(), rocs.high(), areas[1], precisions.low(), precisions.high(), thinned(roc),
                thinned(precision));
    }

    /**
     * By how much the area under the ROC curve is larger than that of another score, with its 95 % interval: both are taken
     * of the same resampled comparisons, so that what is hard for both falls out.
     *
     * @param others of the same comparisons
     */
    static Evaluation.Lead lead(List<Case> cases, List<Case> others, long seed) {
        List<double[]> ours = resampled(sorted(cases), seed);
        List<double[]> theirs = resampled(sorted(others), seed);
        Interval interval = middle(IntStream.range(0, RESAMPLES).mapToDouble(r -> ours.get(r)[0] - theirs.get(r)[0]));
        return new Evaluation.Lead(area(cases) - area(others), interval.low(), interval.high());
    }

    /** Areas with whole comparisons drawn anew, since the regions of one are not independent. */
    private static List<double[]> resampled(Case[] sorted, long seed) {
        int[] numbers = Arrays.stream(sorted).mapToInt(Case::comparison).distinct().sorted().toArray();
        int[] position = Arrays.stream(sorted).mapToInt(c -> Arrays.binarySearch(numbers, c.comparison())).toArray();
        Random random = new Random(seed);
        double[] weights = new double[sorted.length];
        List<double[]> resampled = new ArrayList<>();
        for (int r = 0; r < RESAMPLES; r++) {
            int[] drawn = new int[numbers.length];
            for (int i = 0; i < drawn.length; i++) {
                drawn[random.nextInt(drawn.length)]++;
            }
            Arrays.setAll(weights, i -> drawn[position[i]]);
            resampled.add(areas(sorted, weights, null, null));
        }
        return resampled;
    }

    private record Interval(double low, double high) {}

    private static Interval middle(DoubleStream resampled) {
        double[] sorted = resampled.sorted().toArray();
        return new Interval(sorted[RESAMPLES / 40], sorted[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    private static double[] areas(Case[] sorted, double[] weights, List<double[]> roc, List<double[]> precision) {
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].positive()) {
                positives += weights[i];
            } else {
                negatives += weights[i];
            }
        }
        double hits = 0;
        double alarms = 0;
        double area = 0;
        double average = 0;
        if (roc != null) {
            roc.add(new double[] {0, 0});
        }
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            double newHits = 0;
            double newAlarms = 0;
            while (to < sorted.length && sorted[to].score() == sorted[from].score()) {
                if (sorted[to].positive()) {
                    newHits += weights[to];
                } else {
                    newAlarms += weights[to];
                }
                to++;
            }
            area += newAlarms * (hits + newHits / 2);
            hits += newHits;
            alarms += newAlarms;
            if (newHits > 0) {
                average += newHits * hits / (hits + alarms);
            }
            if (roc != null) {
                roc.add(new double[] {alarms / negatives, hits / positives});
                precision.add(new double[] {hits / positives, hits / (hits + alarms)});
            }
            from = to;
        }
        return new double[] {area / (positives * negatives), average / positives};
    }

    /** First, last, and what lies at least a hundredth from the point before it. */
    private static List<double[]> thinned(List<double[]> points) {
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double[] p = points.get(i);
            double[] before = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (before == null
                    || i == points.size() - 1
                    || Math.abs(p[0] - before[0]) + Math.abs(p[1] - before[1]) >= 1.0 / POINTS) {
                kept.add(p);
            }
        }
        return kept;
    }
}

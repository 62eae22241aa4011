package io.jenkins.plugins.autoperf.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smile.stat.distribution.TDistribution;

/**
 * Where the cost of a region took another level in a history of builds. Many builds show what two cannot: a step, or a creep,
 * smaller than the machine's noise from one build to the next.
 *
 * <p>Hierarchical division by the energy distance (E-divisive: Matteson and James, Journal of the American Statistical
 * Association 2014), on logarithms. In place of its permutations, which prove little in a history of a dozen builds, Student's
 * t-test with the spread of both sides together, times the number of places that a step could have been at, since the best one
 * was chosen: among few builds those that happen to agree would look like a level without spread.
 */
public final class ChangePoints {
    /** Builds on each side of a step: fewer have no spread worth the name. */
    private static final int LEAST = 3;

    private final double[] logs;
    private final double level;
    private final List<Integer> found = new ArrayList<>();

    private ChangePoints(double[] costs, double level) {
        this.logs = Arrays.stream(costs).map(Math::log).toArray();
        this.level = level;
    }

    /**
     * @param at index of the first value at the new level
     * @param before geometric mean of the level before
     * @param after that of the level after
     */
    public record Step(int at, double before, double after) {
        public double ratio() {
            return after / before;
        }
    }

    /**
     * @param costs above 0, the oldest first
     * @param minimumEffect relative size below which a step is none, 0.05 for 5 %
     * @param level probability of a step where nothing changed, 0 to 1
     * @return in the order of the costs
     */
    public static List<Step> of(double[] costs, double minimumEffect, double level) {
        ChangePoints points = new ChangePoints(costs, level);
        points.divide(0, costs.length);
        points.found.sort(null);
        return points.steps(Math.log1p(minimumEffect));
    }

    private void divide(int from, int to) {
        int best = -1;
        double widest = 0;
        for (int at = from + LEAST; at <= to - LEAST; at++) {
            double distance = energy(from, at, to);
            if (distance > widest) {
                widest = distance;
                best = at;
            }
        }
        if (best >= 0 && pValue(from, best, to) * (to - from - 2 * LEAST + 1) <= level) {
            found.add(best);
            divide(from, best);
            divide(best, to);
        }
    }

    /** n m / (n + m) times the energy distance of the two parts: 2 E|X − Y| − E|X − X′| − E|Y − Y′|. */
    private double energy(int from, int at, int to) {
        double n = at - from;
        double m = to - at;
        double between = 0;
        for (int i = from; i < at; i++) {
            for (int j = at; j < to; j++) {
                between += Math.abs(logs[i] - logs[j]);
            }
        }
        return n * m / (n + m) * (2 * between / (n * m) - within(from, at) - within(at, to));
    }

    private double within(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            for (int j = i + 1; j < to; j++) {
                sum += Math.abs(logs[i] - logs[j]);
            }
        }
        double pairs = (to - from) * (to - from - 1) / 2.0;
        return sum / pairs;
    }

    /** Two-sided. */
    private double pValue(int from, int at, int to) {
        double n = at - from;
        double m = to - at;
        int freedom = to - from - 2;
        double error = Math.sqrt((squares(from, at) + squares(at, to)) / freedom * (1 / n + 1 / m));
        double difference = Math.abs(mean(at, to) - mean(from, at));
        if (error == 0) {
            return difference > 0 ? 0 : 1;
        }
        return 2 * (1 - new TDistribution(freedom).cdf(difference / error));
    }

    private double squares(int from, int to) {
        double mean = mean(from, to);
        return Arrays.stream(logs, from, to).map(v -> (v - mean) * (v - mean)).sum();
    }

    /** Of the logarithms. */
    private double mean(int from, int to) {
        return Arrays.stream(logs, from, to).average().orElse(Double.NaN);
    }

    /** The smallest step goes first, as long as it is too small: its sides then count as one level. */
    private List<Step> steps(double least) {
        while (true) {
            List<Step> steps = new ArrayList<>();
            for (int s = 0; s < found.size(); s++) {
                int from = s == 0 ? 0 : found.get(s - 1);
                int to = s + 1 == found.size() ? logs.length : found.get(s + 1);
                steps.add(new Step(found.get(s), Math.exp(mean(from, found.get(s))), Math.exp(mean(found.get(s), to))));
            }
            int smallest = -1;
            for (int s = 0; s < steps.size(); s++) {
                if (smallest < 0 || size(steps.get(s)) < size(steps.get(smallest))) {
                    smallest = s;
                }
            }
            if (smallest < 0 || size(steps.get(smallest)) >= least) {
                return steps;
            }
            found.remove(smallest);
        }
    }

    private static double size(Step step) {
        return Math.abs(Math.log(step.ratio()));
    }
}

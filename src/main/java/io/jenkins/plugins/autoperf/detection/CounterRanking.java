package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.model.RegionScores;
import java.util.Arrays;

/**
 * Which counters the reconstruction error comes from: majority vote over the anomalous samples (paper, 4.3.2), beside
 * it each counter's share of the squared error and the sign of its residual. Without an anomalous sample all samples vote.
 *
 * <p>Only counters that moved themselves are voted for, where there are any: far from what it has learnt an autoencoder
 * spreads the error of one counter over the outputs of all.
 */
final class CounterRanking {
    private final double[] votes;
    private final double[] shares;
    private final double[] directions;

    private final boolean[] eligible;

    private CounterRanking(boolean[] eligible) {
        this.eligible = eligible;
        votes = new double[eligible.length];
        shares = new double[eligible.length];
        directions = new double[eligible.length];
    }

    /**
     * @param moved for each counter of the model whether its mean differs between the sides
     * @param threshold error above which a sample votes
     */
    static CounterRanking of(RegionScores scores, boolean[] moved, double threshold) {
        boolean[] eligible = moved.clone();
        if (Arrays.stream(scores.columns()).noneMatch(c -> moved[c])) {
            Arrays.fill(eligible, true);
        }
        CounterRanking ranking = new CounterRanking(eligible);
        if (!ranking.count(scores, threshold)) {
            ranking.count(scores, Double.NEGATIVE_INFINITY);
        }
        return ranking;
    }

    double votes(int counter) {
        return votes[counter];
    }

    double share(int counter) {
        return shares[counter];
    }

    double direction(int counter) {
        return directions[counter];
    }

    private boolean count(RegionScores scores, double threshold) {
        int[] columns = scores.columns();
        long samples = 0;
        double total = 0;
        for (RegionScores.RunScores run : scores.runs()) {
            for (int i = 0; i < run.errors().length; i++) {
                double[] residual = run.residuals()[i];
                if (!(run.errors()[i] > threshold)) {
                    continue;
                }
                samples++;
                int largest = -1;
                for (int c = 0; c < columns.length; c++) {
                    double r = residual[c];
                    if (!Double.isFinite(r) || !eligible[columns[c]]) {
                        continue;
                    }
                    total += r * r;
                    shares[columns[c]] += r * r;
                    directions[columns[c]] += r;
                    if (largest < 0 || Math.abs(r) > Math.abs(residual[largest])) {
                        largest = c;
                    }
                }
                if (largest >= 0) {
                    votes[columns[largest]]++;
                }
            }
        }
        if (samples == 0) {
            return false;
        }
        for (int c = 0; c < votes.length; c++) {
            votes[c] /= samples;
            directions[c] /= samples;
            shares[c] = total > 0 ? shares[c] / total : 0;
        }
        return true;
    }
}

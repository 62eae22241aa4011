package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.model.RegionScores;

/**
 * Which counters the reconstruction error comes from: majority vote over the anomalous samples (paper, 4.3.2), beside
 * it each counter's share of the squared error and the sign of its residual. Without an anomalous sample all samples vote.
 */
final class CounterRanking {
    private final double[] votes;
    private final double[] shares;
    private final double[] directions;

    private CounterRanking(int counters) {
        votes = new double[counters];
        shares = new double[counters];
        directions = new double[counters];
    }

    /** @param counters number of counters of the model, @param threshold error above which a sample votes */
    static CounterRanking of(RegionScores scores, int counters, double threshold) {
        CounterRanking ranking = new CounterRanking(counters);
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
                    if (!Double.isFinite(r)) {
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

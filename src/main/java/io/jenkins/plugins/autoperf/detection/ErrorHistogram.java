package io.jenkins.plugins.autoperf.detection;

import java.util.List;

/** Reconstruction errors of both sides in bins of equal width; the last one also takes the largest half per cent. */
final class ErrorHistogram {
    static final int BINS = 40;
    private static final double SHOWN = 0.995;

    private ErrorHistogram() {}

    static RegionVerdict.Histogram of(List<double[]> baseline, List<double[]> candidate) {
        double[] all = AnomalyTest.pooled(baseline, candidate);
        double top = all.length == 0 ? 1 : Quantiles.quantile(all, SHOWN);
        if (!(top > 0) || Double.isInfinite(top)) {
            top = 1;
        }
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = top * i / BINS;
        }
        return new RegionVerdict.Histogram(edges, shares(baseline, top), shares(candidate, top));
    }

    private static double[] shares(List<double[]> runs, double top) {
        double[] bins = new double[BINS];
        long samples = 0;
        for (double[] run : runs) {
            for (double error : run) {
                bins[(int) Math.min(BINS - 1, Math.max(0, error / top * BINS))]++;
                samples++;
            }
        }
        for (int i = 0; i < BINS && samples > 0; i++) {
            bins[i] /= samples;
        }
        return bins;
    }
}

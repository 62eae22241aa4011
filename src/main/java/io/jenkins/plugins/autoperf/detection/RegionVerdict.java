package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.List;

/**
 * The verdict on one region, with all that it rests on.
 *
 * @param region name; arbitrary text from the workload
 * @param reason the verdict in one sentence
 * @param cluster of the baseline's region, -1 for a region that the baseline does not know
 * @param purity of the region in its cluster, 0 to 1
 * @param costs wall time, CPU time, instructions: those that were measured; the one that decided comes first
 * @param counters every counter, the one with the largest share of the error first (paper, 4.3.2)
 */
public record RegionVerdict(
        String region,
        Verdict verdict,
        String reason,
        int cluster,
        double purity,
        long baselineExecutions,
        long candidateExecutions,
        Anomaly anomaly,
        List<Cost> costs,
        List<CounterChange> counters,
        Histogram errors) {

    /**
     * How unusual the samples are.
     *
     * @param threshold reconstruction error above which a sample is anomalous
     * @param paperThreshold μ + tσ of the cluster's calibration errors
     * @param baselineRate share of the baseline's held-out samples above the threshold
     * @param candidateRate share of the candidate's samples above it
     * @param pValue of the candidate's runs against the held-out good runs
     * @param qValue the same after Benjamini-Hochberg over all regions
     */
    public record Anomaly(
            double threshold,
            double paperThreshold,
            double baselineRate,
            double candidateRate,
            double pValue,
            double qValue) {}

    /**
     * A measure of cost per execution or unit of work.
     *
     * @param baseline typical good run, in the counter's unit: the geometric mean of the quicker half of the runs
     * @param candidate typical candidate run, likewise
     * @param ratio candidate over baseline, 1 for no change
     * @param interval of the ratio, run-to-run noise and the drift of the machine included
     * @param minimumDetectable smallest relative increase that these runs could have shown, 0.1 for 10 %; infinite
     *     where there are too few runs
     * @param runsNeeded runs of each side that would show {@link DetectionOptions#minimumEffect} and 5 % more; 0 where more
     *     runs would
     *     not help because the machine's drift alone is larger
     * @param baselineRuns one value a good run, in order
     * @param candidateRuns one value a candidate run, in order
     */
    public record Cost(
            Counter counter,
            double baseline,
            double candidate,
            double ratio,
            Interval interval,
            double minimumDetectable,
            int runsNeeded,
            double pValue,
            double qValue,
            double[] baselineRuns,
            double[] candidateRuns) {}

    /**
     * @param baseline mean per execution or unit of work
     * @param ratio candidate over baseline; infinite where the baseline is 0
     * @param errorShare share of the anomalous samples' squared error that is this counter's, 0 to 1
     * @param votes share of the anomalous samples in which this counter's error is the largest, 0 to 1
     * @param direction mean signed residual on the standardised scale: above 0, more than the model expects
     */
    public record CounterChange(
            Counter counter,
            double baseline,
            double candidate,
            double ratio,
            Interval interval,
            double errorShare,
            double votes,
            double direction) {}

    /**
     * Reconstruction errors of both sides.
     *
     * @param edges ascending, one more than bins
     * @param baseline share of samples in each bin, sums to 1
     * @param candidate likewise
     */
    public record Histogram(double[] edges, double[] baseline, double[] candidate) {}
}

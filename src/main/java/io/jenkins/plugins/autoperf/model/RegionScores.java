package io.jenkins.plugins.autoperf.model;

import java.util.List;

/**
 * Reconstruction of a candidate's samples of one region.
 *
 * @param region name
 * @param columns indices into {@link Model#counters} of the counters that the cluster's autoencoder looks at
 * @param runs one entry a candidate run
 */
public record RegionScores(String region, int[] columns, List<RunScores> runs) {
    /**
     * @param run number of the candidate run
     * @param executions true number of executions
     * @param threads as {@link io.jenkins.plugins.autoperf.profile.RegionRun#threads}
     * @param errors reconstruction error ‖z − A(z)‖ of each sample (paper, equation 1)
     * @param residuals {@code [sample][column]}: signed z − A(z) on the standardised scale
     * @param means as {@link Model.BaselineRun#means}
     */
    public record RunScores(
            int run, long executions, int threads, double[] errors, double[][] residuals, double[] means) {}
}

package io.jenkins.plugins.autoperf.profile;

/**
 * The samples of one region in one run.
 *
 * @param run number of the run
 * @param executions true number of executions, of which the samples are an even selection
 * @param threads number of threads that executed it; 2 of one alone beside which others of its process executed other regions
 * @param values {@code values[i][c]}: counter {@code c} of sample {@code i}, counted on its own thread between entry and
 *     exit; {@code NaN} where that counter could not be read
 * @param work {@code work[i]}: units of work declared inside sample {@code i}; 0 where none was declared
 */
public record RegionRun(int run, long executions, int threads, double[][] values, double[] work) {
    public int samples() {
        return values.length;
    }
}

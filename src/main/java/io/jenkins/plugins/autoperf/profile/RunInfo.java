package io.jenkins.plugins.autoperf.profile;

import java.util.List;

/**
 * One finished execution of the workload, as a line of {@code runs.jsonl}.
 *
 * @param run number from 1
 * @param pass counter group that this execution read, from 0; all passes of a run share its number
 * @param counted false for an execution without counters, made to measure the overhead
 * @param started ISO-8601 instant
 * @param seconds wall time of the whole process
 * @param exitCode of the process; 128 + signal where a signal ended it
 * @param timedOut whether the runner ended it
 * @param canary nanoseconds of each canary kernel run just before, in {@link ProfileInfo#canaries} order; empty if none ran
 * @param folder sub-folder with this execution's files, relative to the profile
 */
public record RunInfo(
        int run,
        int pass,
        boolean counted,
        String started,
        double seconds,
        int exitCode,
        boolean timedOut,
        List<Double> canary,
        String folder) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}

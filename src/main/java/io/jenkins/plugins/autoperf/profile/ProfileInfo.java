package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.List;
import java.util.Map;

/**
 * What was measured, on what and how: {@code profile.json}, written before the first run.
 *
 * @param format version of the folder's layout
 * @param tool version of AutoPerf that wrote it
 * @param created ISO-8601 instant
 * @param command program and arguments
 * @param directory working folder of the workload
 * @param environment variables set for the workload beyond the inherited ones
 * @param plannedRuns runs that were asked for
 * @param interleavedWith folder name of the profile whose runs alternated with these, or an empty string
 * @param groups counters of each pass; more than one where they do not fit the PMU at once
 * @param unavailable counter name to the reason why this machine does not have it, of those that were wanted
 * @param canaries names of the canary kernels
 * @param counted share of the time in which each hardware event was really counted: 1, and less where the events took turns and
 *     what was counted of them was scaled up
 */
public record ProfileInfo(
        int format,
        String tool,
        String created,
        List<String> command,
        String directory,
        Map<String, String> environment,
        Machine machine,
        int plannedRuns,
        String interleavedWith,
        List<List<Counter>> groups,
        Map<String, String> unavailable,
        List<String> canaries,
        double counted) {
    public static final int FORMAT = 1;

    /** Of events that are counted all the time. */
    public ProfileInfo(
            int format,
            String tool,
            String created,
            List<String> command,
            String directory,
            Map<String, String> environment,
            Machine machine,
            int plannedRuns,
            String interleavedWith,
            List<List<Counter>> groups,
            Map<String, String> unavailable,
            List<String> canaries) {
        this(format, tool, created, command, directory, environment, machine, plannedRuns, interleavedWith, groups, unavailable,
                canaries, 1);
    }
}

package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.counter.Counter;
import java.util.List;
import java.util.Optional;

/**
 * A profile folder in memory, ready for training or detection.
 *
 * @param info what was measured
 * @param counters columns of all samples, passes joined
 * @param runs the executions of the workload, failed ones included
 * @param regions in order of their name, from the succeeded and counted runs
 * @param warnings what was left out and why, each a sentence for the user
 * @param simulated the same program on a simulated processor, measured beside these runs
 */
public record Profile(
        ProfileInfo info,
        List<Counter> counters,
        List<RunInfo> runs,
        List<RegionSamples> regions,
        List<String> warnings,
        Optional<Profile> simulated) {
    /** Without simulated runs. */
    public Profile(
            ProfileInfo info,
            List<Counter> counters,
            List<RunInfo> runs,
            List<RegionSamples> regions,
            List<String> warnings) {
        this(info, counters, runs, regions, warnings, Optional.empty());
    }

    public Optional<RegionSamples> region(String name) {
        return regions.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /** Index of the counter with that name, or -1. */
    public int column(String name) {
        for (int c = 0; c < counters.size(); c++) {
            if (counters.get(c).name().equals(name)) {
                return c;
            }
        }
        return -1;
    }
}

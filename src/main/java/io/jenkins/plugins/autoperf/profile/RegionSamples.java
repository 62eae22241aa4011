package io.jenkins.plugins.autoperf.profile;

import java.util.List;

/**
 * All samples of one region.
 *
 * @param name as annotated; arbitrary text from the workload, to be escaped wherever it is shown
 * @param runs in order of their number; only runs in which the region was executed
 */
public record RegionSamples(String name, List<RegionRun> runs) {
    public long executions() {
        return runs.stream().mapToLong(RegionRun::executions).sum();
    }

    public int samples() {
        return runs.stream().mapToInt(RegionRun::samples).sum();
    }
}

package io.jenkins.plugins.autoperf.profile;

import java.util.List;

/**
 * The first record of a process file.
 *
 * @param runtime version of the region runtime, or of the tool that wrote the file
 * @param started seconds since 1970
 * @param counters columns of every sample, in order
 * @param budget samples of one region after which its stride doubles
 */
public record AprofHeader(
        int format,
        String runtime,
        long pid,
        long parent,
        String program,
        double started,
        List<Column> counters,
        int budget) {
    /** One counter as the runtime names it. */
    public record Column(String name, String unit) {}
}

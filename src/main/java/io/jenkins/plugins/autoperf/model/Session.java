package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of the good version in one sitting: a profile, or what is left of one in a model's memory.
 *
 * @param machine its fingerprint
 * @param canaryRuns one row a run in which the canaries were timed
 * @param regions name to its runs
 * @param lastRun highest number of a run, executed by a region or not
 */
record Session(
        List<Counter> counters,
        String machine,
        List<String> canaries,
        List<double[]> canaryRuns,
        Map<String, List<Part>> regions,
        int lastRun) {

    /**
     * A region in one run.
     *
     * @param remembered means of all its executions; null where they are to be computed from the samples
     */
    record Part(RegionRun data, Means remembered) {
        Part select(int[] columns) {
            if (columns == null) {
                return this;
            }
            double[][] values = Arrays.stream(data.values()).map(row -> select(row, columns)).toArray(double[][]::new);
            return new Part(
                    new RegionRun(data.run(), data.executions(), data.threads(), values, data.work()),
                    remembered == null ? null : new Means(select(remembered.values(), columns), remembered.perWork()));
        }

        private static double[] select(double[] row, int[] columns) {
            return Arrays.stream(columns).mapToDouble(c -> row[c]).toArray();
        }

        Part numbered(int run) {
            return new Part(
                    new RegionRun(run, data.executions(), data.threads(), data.values(), data.work()), remembered);
        }
    }

    /** @param perWork whether they are per declared unit of work rather than per execution */
    record Means(double[] values, boolean perWork) {}

    /** @throws io.jenkins.plugins.autoperf.AutoPerfException where it holds impossible values */
    static Session of(Profile profile) {
        Map<String, List<Part>> regions = new LinkedHashMap<>();
        int last = profile.runs().stream().mapToInt(RunInfo::run).max().orElse(0);
        for (RegionSamples region : profile.regions()) {
            for (RegionRun run : region.runs()) {
                last = Math.max(last, run.run());
                if (run.samples() > 0) {
                    Units.check(region.name(), run, profile.counters());
                    regions.computeIfAbsent(region.name(), name -> new ArrayList<>()).add(new Part(run, null));
                }
            }
        }
        List<String> canaries = profile.info().canaries();
        List<double[]> canaryRuns = profile.runs().stream()
                .filter(run -> run.succeeded() && run.counted() && run.pass() == 0 && !canaries.isEmpty()
                        && run.canary().size() == canaries.size())
                .map(run -> run.canary().stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        return new Session(
                profile.counters(), profile.info().machine().fingerprint(), canaries, canaryRuns, regions, last);
    }

    boolean has(Counter counter) {
        return column(counter) >= 0;
    }

    private int column(Counter counter) {
        for (int c = 0; c < counters.size(); c++) {
            if (counters.get(c).name().equals(counter.name())) {
                return c;
            }
        }
        return -1;
    }

    /** Where each of those counters stands in this session; null where they stand in the same order. */
    int[] columns(List<Counter> wanted) {
        int[] columns = wanted.stream().mapToInt(this::column).toArray();
        boolean same = columns.length == counters.size();
        for (int c = 0; c < columns.length; c++) {
            same &= columns[c] == c;
        }
        return same ? null : columns;
    }

    /** The canaries' times in that order; {@code NaN} for one that this session does not have. */
    List<double[]> canaryRuns(List<String> wanted) {
        int[] columns = wanted.stream().mapToInt(canaries::indexOf).toArray();
        return canaryRuns.stream()
                .map(row -> Arrays.stream(columns).mapToDouble(k -> k < 0 ? Double.NaN : row[k]).toArray())
                .toList();
    }
}

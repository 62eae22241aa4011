package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * All good profiles side by side: the counters that they have in common, runs numbered on from one profile to the next.
 *
 * @param canaryRuns one row a run in which the canaries were timed
 * @param regions in order of their name
 */
record Baseline(List<Counter> counters, List<String> canaries, List<double[]> canaryRuns, List<Region> regions) {
    /** Share of all samples that must have counted instructions for these to be the common measure. */
    private static final double INSTRUCTIONS_COUNTED = 0.99;
    /** Raw rows kept in the model: of each region and run, and of all together. */
    private static final int ROWS_PER_RUN = 64;
    private static final int ROWS = 20_000;

    /** @param declaresWork whether its values are per unit of work rather than per execution */
    record Region(String name, boolean declaresWork, List<Run> runs) {
        int samples() {
            return runs.stream().mapToInt(r -> r.data().samples()).sum();
        }
    }

    /** @param kept positions of the samples whose raw rows the model keeps */
    record Run(int number, int session, RegionRun data, int[] kept) {
        double[] keptWork() {
            return Arrays.stream(kept).mapToDouble(i -> data.work()[i]).toArray();
        }
    }

    /** @throws AutoPerfException where the profiles have no sample or no counter in common, or hold impossible values */
    static Baseline join(List<Profile> profiles, List<String> warnings) {
        if (profiles.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.USAGE, "No profile was given to learn from. Name at least one.");
        }
        List<Counter> counters = commonCounters(profiles, warnings);
        List<String> canaries = profiles.get(0).info().canaries();
        List<double[]> canaryRuns = new ArrayList<>();
        TreeMap<String, List<Run>> runs = new TreeMap<>();
        long parts = profiles.stream().flatMap(p -> p.regions().stream()).mapToLong(r -> r.runs().size()).sum();
        int rowsPerRun = (int) Math.max(1, Math.min(ROWS_PER_RUN, ROWS / Math.max(1, parts)));
        int offset = 0;
        for (int session = 0; session < profiles.size(); session++) {
            Profile profile = profiles.get(session);
            int[] columns = columns(profile, counters);
            for (RegionSamples region : profile.regions()) {
                for (RegionRun run : region.runs()) {
                    if (run.samples() > 0) {
                        Units.check(region.name(), run, profile.counters());
                        runs.computeIfAbsent(region.name(), name -> new ArrayList<>())
                                .add(new Run(offset + run.run(), session, select(run, columns),
                                        Thinning.even(run.samples(), rowsPerRun)));
                    }
                }
            }
            addCanaries(profile, canaries, canaryRuns);
            offset += lastRun(profile);
        }
        if (runs.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA,
                    "The good profiles hold no sample of any region. Check that the program runs through an annotated "
                            + "region, and profile it again.");
        }
        warnOfMachines(profiles, warnings);
        List<Region> regions = new ArrayList<>();
        runs.forEach((name, list) ->
                regions.add(new Region(name, Units.declared(list.stream().map(Run::keptWork).toList()), list)));
        return new Baseline(counters, canaries, canaryRuns, regions);
    }

    /** Decided once for the whole model, so that all regions can be compared. */
    Normalisation normalisation() {
        int column = Features.instructionsColumn(counters);
        if (column >= 0) {
            long samples = 0;
            long counted = 0;
            for (Region region : regions) {
                for (Run run : region.runs()) {
                    for (double[] row : run.data().values()) {
                        samples++;
                        counted += row[column] > 0 ? 1 : 0;
                    }
                }
            }
            if (counted >= INSTRUCTIONS_COUNTED * samples) {
                return Normalisation.PER_INSTRUCTION;
            }
        }
        return regions.stream().anyMatch(Region::declaresWork) ? Normalisation.PER_WORK : Normalisation.PER_EXECUTION;
    }

    private static List<Counter> commonCounters(List<Profile> profiles, List<String> warnings) {
        List<Counter> common = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Counter counter : profiles.get(0).counters()) {
            boolean everywhere = profiles.stream().allMatch(p -> p.column(counter.name()) >= 0);
            if (everywhere) {
                common.add(counter);
            } else {
                missing.add(counter.name());
            }
        }
        if (!missing.isEmpty()) {
            warnings.add("Not in every good profile and therefore left out: " + String.join(", ", missing) + ".");
        }
        if (common.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA,
                    "The good profiles have no counter in common. Measure them with the same counters.");
        }
        return List.copyOf(common);
    }

    /** Where each of the counters stands in that profile; null where they stand in the same order. */
    private static int[] columns(Profile profile, List<Counter> counters) {
        int[] columns = counters.stream().mapToInt(c -> profile.column(c.name())).toArray();
        boolean same = columns.length == profile.counters().size();
        for (int c = 0; c < columns.length; c++) {
            same &= columns[c] == c;
        }
        return same ? null : columns;
    }

    private static RegionRun select(RegionRun run, int[] columns) {
        if (columns == null) {
            return run;
        }
        double[][] values = new double[run.samples()][];
        for (int i = 0; i < values.length; i++) {
            double[] row = run.values()[i];
            values[i] = Arrays.stream(columns).mapToDouble(c -> row[c]).toArray();
        }
        return new RegionRun(run.run(), run.executions(), run.threads(), values, run.work());
    }

    private static void addCanaries(Profile profile, List<String> canaries, List<double[]> rows) {
        List<String> names = profile.info().canaries();
        for (RunInfo run : profile.runs()) {
            if (run.succeeded() && run.counted() && run.pass() == 0
                    && !canaries.isEmpty() && run.canary().size() == names.size()) {
                rows.add(canaries.stream()
                        .mapToDouble(name -> names.contains(name) ? run.canary().get(names.indexOf(name)) : Double.NaN)
                        .toArray());
            }
        }
    }

    private static int lastRun(Profile profile) {
        int last = profile.runs().stream().mapToInt(RunInfo::run).max().orElse(0);
        for (RegionSamples region : profile.regions()) {
            for (RegionRun run : region.runs()) {
                last = Math.max(last, run.run());
            }
        }
        return last;
    }

    private static void warnOfMachines(List<Profile> profiles, List<String> warnings) {
        Set<String> machines = new HashSet<>();
        profiles.forEach(p -> machines.add(p.info().machine().fingerprint()));
        if (machines.size() > 1) {
            warnings.add(String.format(Locale.ROOT,
                    "The good profiles come from %d kinds of machine (%s): times differ between them, so only large "
                            + "changes can be seen.",
                    machines.size(), String.join("; ", machines.stream().sorted().toList())));
        }
    }
}

package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * All good sessions side by side: the counters that they have in common, runs numbered on from one session to the next.
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
    record Run(int session, Session.Part part, int[] kept) {
        int number() {
            return data().run();
        }

        RegionRun data() {
            return part.data();
        }

        /** Mean of each counter over all executions, per unit of work where the region declares work. */
        double[] means(boolean perWork, int width) {
            Session.Means remembered = part.remembered();
            return remembered != null && remembered.perWork() == perWork
                    ? remembered.values()
                    : Units.means(data().values(), data().work(), perWork, width);
        }

        double[] keptWork() {
            return Arrays.stream(kept).mapToDouble(i -> data().work()[i]).toArray();
        }
    }

    /** @throws AutoPerfException where the sessions have no sample or no counter in common */
    static Baseline join(List<Session> sessions, List<String> warnings) {
        List<Counter> counters = commonCounters(sessions, warnings);
        List<String> canaries = sessions.stream()
                .map(Session::canaries)
                .filter(names -> !names.isEmpty())
                .reduce(List.of(), (before, now) -> now);
        List<double[]> canaryRuns = new ArrayList<>();
        TreeMap<String, List<Run>> runs = new TreeMap<>();
        long parts = sessions.stream().flatMap(s -> s.regions().values().stream()).mapToLong(List::size).sum();
        int rowsPerRun = (int) Math.max(1, Math.min(ROWS_PER_RUN, ROWS / Math.max(1, parts)));
        int offset = 0;
        for (int s = 0; s < sessions.size(); s++) {
            int session = s;
            int before = offset;
            int[] columns = sessions.get(s).columns(counters);
            sessions.get(s).regions().forEach((name, list) -> list.forEach(part -> runs
                    .computeIfAbsent(name, n -> new ArrayList<>())
                    .add(new Run(session, part.select(columns).numbered(before + part.data().run()),
                            Thinning.even(part.data().samples(), rowsPerRun)))));
            canaryRuns.addAll(sessions.get(s).canaryRuns(canaries));
            offset += sessions.get(s).lastRun();
        }
        if (runs.isEmpty()) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA,
                    "The good profiles hold no sample of any region. Check that the program runs through an annotated "
                            + "region, and profile it again.");
        }
        warnOfMachines(sessions, warnings);
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

    private static List<Counter> commonCounters(List<Session> sessions, List<String> warnings) {
        List<Counter> common = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Counter counter : sessions.get(0).counters()) {
            if (sessions.stream().allMatch(s -> s.has(counter))) {
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

    private static void warnOfMachines(List<Session> sessions, List<String> warnings) {
        List<String> machines = sessions.stream().map(Session::machine).distinct().sorted().toList();
        if (machines.size() > 1) {
            warnings.add(String.format(Locale.ROOT,
                    "The good profiles come from %d kinds of machine (%s): times differ between them, so only large "
                            + "changes can be seen.",
                    machines.size(), String.join("; ", machines)));
        }
    }
}

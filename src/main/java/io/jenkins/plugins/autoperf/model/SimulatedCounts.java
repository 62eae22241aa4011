package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated processor counted beside native runs. Nothing is learnt from these: they repeat where one thread is at
 * work, so that means say all there is.
 *
 * @param processor fingerprint of the simulated processor; empty where nothing was simulated
 * @param counters columns of all means
 * @param regions in order of their name
 */
public record SimulatedCounts(String processor, List<Counter> counters, List<Region> regions) {
    public static final SimulatedCounts NONE = new SimulatedCounts("", List.of(), List.of());

    /** @param perWork whether means are per declared unit of work rather than per execution */
    public record Region(String name, boolean perWork, List<Run> runs) {}

    /**
     * @param session number of the measurement that it comes from, ascending
     * @param executions true number of executions, of which parts were simulated
     * @param threads as {@link RegionRun#threads}
     * @param means of each counter; {@code NaN} where it was not read
     */
    public record Run(int session, long executions, int threads, double[] means) {}

    public boolean isEmpty() {
        return regions.isEmpty();
    }

    public Optional<Region> region(String name) {
        return regions.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /** Of one measurement; empty where it has no simulated part. */
    public static SimulatedCounts of(Profile profile) {
        return profile.simulated().map(simulated -> of(simulated, NONE)).orElse(NONE);
    }

    /**
     * Of a candidate, with the columns and by the units of these counts.
     *
     * @return empty where the two cannot be compared: one has no simulated part, or another processor or counters
     */
    public SimulatedCounts alike(Profile candidate) {
        Optional<Profile> simulated = candidate.simulated()
                .filter(p -> p.info().machine().fingerprint().equals(processor))
                .filter(p -> counters.stream().allMatch(c -> p.column(c.name()) >= 0));
        return isEmpty() || simulated.isEmpty() ? NONE : of(simulated.get(), this);
    }

    private static SimulatedCounts of(Profile simulated, SimulatedCounts like) {
        List<Counter> counters = like.isEmpty() ? simulated.counters() : like.counters();
        int[] columns = counters.stream().mapToInt(c -> simulated.column(c.name())).toArray();
        List<Region> regions = new ArrayList<>();
        for (RegionSamples region : simulated.regions()) {
            boolean perWork = like.region(region.name()).map(Region::perWork).orElseGet(() ->
                    Units.declared(region.runs().stream().map(RegionRun::work).toList()));
            List<Run> runs = new ArrayList<>();
            for (RegionRun run : region.runs()) {
                if (run.samples() > 0) {
                    Units.check(region.name(), run, simulated.counters());
                    double[] all = Units.means(run.values(), run.work(), perWork, simulated.counters().size());
                    double[] means = new double[columns.length];
                    for (int c = 0; c < means.length; c++) {
                        means[c] = all[columns[c]];
                    }
                    runs.add(new Run(0, run.executions(), run.threads(), means));
                }
            }
            if (!runs.isEmpty()) {
                regions.add(new Region(region.name(), perWork, List.copyOf(runs)));
            }
        }
        return new SimulatedCounts(simulated.info().machine().fingerprint(), counters, List.copyOf(regions));
    }

    /**
     * Several measurements, the oldest first, as sessions of one. Those on another processor than the latest's, or with other
     * counters, are left out.
     *
     * @param most sessions that are kept, the latest
     */
    static SimulatedCounts join(List<SimulatedCounts> measurements, int most) {
        List<SimulatedCounts> some = measurements.stream().filter(m -> !m.isEmpty()).toList();
        if (some.isEmpty()) {
            return NONE;
        }
        SimulatedCounts last = some.get(some.size() - 1);
        List<SimulatedCounts> sessions = some.stream()
                .filter(m -> m.processor.equals(last.processor) && m.counters.equals(last.counters))
                .flatMap(m -> m.sessions().stream())
                .toList();
        List<SimulatedCounts> kept = sessions.subList(Math.max(0, sessions.size() - most), sessions.size());
        List<Region> regions = new ArrayList<>();
        for (String name : kept.stream().flatMap(m -> m.regions.stream()).map(Region::name).distinct().sorted().toList()) {
            regions.add(joined(name, kept));
        }
        return new SimulatedCounts(last.processor, last.counters, List.copyOf(regions));
    }

    private static Region joined(String name, List<SimulatedCounts> sessions) {
        boolean perWork = false;
        List<Run> runs = new ArrayList<>();
        for (int s = 0; s < sessions.size(); s++) {
            Optional<Region> region = sessions.get(s).region(name);
            if (region.isPresent()) {
                // Once the program begins to declare its work, older means are of another unit.
                if (region.get().perWork() != perWork) {
                    runs.clear();
                    perWork = region.get().perWork();
                }
                for (Run run : region.get().runs()) {
                    runs.add(new Run(s, run.executions(), run.threads(), run.means()));
                }
            }
        }
        return new Region(name, perWork, List.copyOf(runs));
    }

    /** Each session on its own, the oldest first. */
    private List<SimulatedCounts> sessions() {
        List<Integer> numbers = new ArrayList<>(regions.stream()
                .flatMap(r -> r.runs().stream())
                .map(Run::session)
                .distinct()
                .toList());
        Collections.sort(numbers);
        return numbers.stream()
                .map(session -> new SimulatedCounts(processor, counters, regions.stream()
                        .map(r -> new Region(r.name(), r.perWork(), r.runs().stream()
                                .filter(run -> run.session() == session)
                                .toList()))
                        .filter(r -> !r.runs().isEmpty())
                        .toList()))
                .toList();
    }
}

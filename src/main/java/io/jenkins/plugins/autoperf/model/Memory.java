package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Session.Means;
import io.jenkins.plugins.autoperf.model.Session.Part;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sessions that a model remembers: up to 64 samples of each run, and the means of all that it executed. */
final class Memory {
    private final Model model;

    Memory(Model model) {
        this.model = model;
    }

    /** Why a model of that baseline cannot take these sessions over, in words that follow a colon; empty where it can. */
    Optional<String> obstacle(Baseline fresh, String machine) {
        String then = model.machine().fingerprint();
        if (!then.equals(machine)) {
            return Optional.of("it was learnt on another machine, " + then + " instead of " + machine);
        }
        if (model.normalisation() != fresh.normalisation()) {
            return Optional.of("its counts are relative to something else");
        }
        List<String> news = fresh.counters().stream()
                .map(Counter::name)
                .filter(name -> model.counters().stream().noneMatch(c -> c.name().equals(name)))
                .toList();
        if (!news.isEmpty()) {
            return Optional.of("it does not know " + String.join(", ", news));
        }
        return Optional.empty();
    }

    /** The latest sessions, the oldest first. */
    List<Session> latest(int most) {
        List<Integer> known = new ArrayList<>(model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .map(Model.BaselineRun::session)
                .collect(Collectors.toCollection(TreeSet::new)));
        List<Integer> kept = known.subList(Math.max(0, known.size() - most), known.size());
        List<Session> sessions = new ArrayList<>();
        for (int session : kept) {
            sessions.add(session(session, sessions.isEmpty() ? canaryRuns(kept) : List.of()));
        }
        return sessions;
    }

    private Session session(int session, List<double[]> canaryRuns) {
        int before = runs(List.of(session)).first() - 1;
        int last = 0;
        Map<String, List<Part>> regions = new LinkedHashMap<>();
        for (Model.RegionBaseline region : model.regions()) {
            boolean perWork = Units.declared(region.runs().stream().map(Model.BaselineRun::work).toList());
            for (Model.BaselineRun run : region.runs()) {
                if (run.session() == session && run.samples().length > 0) {
                    RegionRun data = new RegionRun(
                            run.run() - before, run.executions(), run.threads(), run.samples(), run.work());
                    regions.computeIfAbsent(region.name(), name -> new ArrayList<>())
                            .add(new Part(data, new Means(run.means(), perWork)));
                    last = Math.max(last, data.run());
                }
            }
        }
        return new Session(
                model.counters(), model.machine().fingerprint(), model.canaries(), canaryRuns, regions, last);
    }

    /**
     * The model does not say of which session a canary's time is. There is one row a run, so the last ones are those of the
     * latest sessions, but for runs that failed after their canary.
     */
    private List<double[]> canaryRuns(List<Integer> sessions) {
        List<double[]> all = model.canaryRuns();
        return all.subList(Math.max(0, all.size() - runs(sessions).size()), all.size());
    }

    private TreeSet<Integer> runs(List<Integer> sessions) {
        return model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .filter(run -> sessions.contains(run.session()))
                .map(Model.BaselineRun::run)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

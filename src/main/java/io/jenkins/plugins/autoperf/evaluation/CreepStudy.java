package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.detection.ChangePoints;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * A program that grows dearer by little steps, each version against the anchor: the good version of the first sitting. The
 * good versions of the later sittings against the same anchor tell how often that alarms for nothing.
 */
final class CreepStudy {
    private static final String FLAGGED = "REGRESSION";

    private final CorpusFolder folder;
    private final int threads;

    CreepStudy(CorpusFolder folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /** @param real relative increase of cost, measured in turn with the good version of the same sitting */
    private record Judged(
            int version,
            double effect,
            double real,
            String verdict,
            double detectable,
            String unchanged,
            boolean step,
            boolean stepInGood) {
        boolean visible() {
            return real >= detectable;
        }
    }

    /** @param method with verdicts */
    List<Evaluation.CreepRow> run(Method method) {
        Map<String, List<Corpus.Sitting>> series = new LinkedHashMap<>();
        folder.corpus().sittings().stream()
                .filter(s -> s.condition() == Condition.CREEP)
                .sorted(Comparator.comparingInt(Corpus.Sitting::number))
                .forEach(s -> series.computeIfAbsent(s.program(), p -> new ArrayList<>()).add(s));
        List<Callable<List<Judged>>> tasks = new ArrayList<>();
        series.values().forEach(sittings -> tasks.add(() -> judge(method, sittings)));
        Map<Integer, List<Judged>> byVersion = new TreeMap<>();
        Evaluator.inParallel(tasks, threads).stream()
                .flatMap(List::stream)
                .forEach(j -> byVersion.computeIfAbsent(j.version(), v -> new ArrayList<>()).add(j));
        List<Evaluation.CreepRow> rows = new ArrayList<>();
        byVersion.forEach((version, of) -> rows.add(new Evaluation.CreepRow(
                version,
                of.get(0).effect(),
                counts(of.stream().map(Judged::verdict).toList()),
                counts(of.stream().map(Judged::unchanged).toList()),
                Tables.median(of.stream().mapToDouble(Judged::detectable).sorted().toArray()),
                (int) of.stream().filter(Judged::visible).count(),
                (int) of.stream().filter(j -> j.visible() && j.verdict().equals(FLAGGED)).count(),
                (int) of.stream().filter(Judged::step).count(),
                (int) of.stream().filter(Judged::stepInGood).count())));
        return rows;
    }

    private static Map<String, Integer> counts(List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(w -> counts.merge(w, 1, Integer::sum));
        return counts;
    }

    private List<Judged> judge(Method method, List<Corpus.Sitting> sittings) {
        Method.Learnt anchor = method.learn(folder.profile(sittings.get(0).good(), Pairing.ARCHIVED)).orElseThrow();
        List<Judged> judged = new ArrayList<>();
        Map<String, List<Double>> costs = new HashMap<>();
        Map<String, List<Double>> goodCosts = new HashMap<>();
        for (Corpus.Sitting sitting : sittings.subList(1, sittings.size())) {
            Corpus.Candidate candidate = sitting.candidates().get(0);
            Map<String, Scores.Region> now = byName(anchor, candidate.side());
            Map<String, Scores.Region> control = byName(anchor, sitting.good());
            for (String guilty : candidate.guilty()) {
                double first = InjectedEffects.cost(folder, sittings.get(0).good(), guilty);
                List<Double> history = costs.computeIfAbsent(guilty, g -> new ArrayList<>(List.of(first)));
                List<Double> good = goodCosts.computeIfAbsent(guilty, g -> new ArrayList<>(List.of(first)));
                history.add(InjectedEffects.cost(folder, candidate.side(), guilty));
                good.add(InjectedEffects.cost(folder, sitting.good(), guilty));
                judged.add(new Judged(
                        sitting.number(), candidate.effect(), InjectedEffects.ratio(folder, sitting, candidate, guilty) - 1,
                        now.get(guilty).verdict(), now.get(guilty).minimumDetectable(),
                        control.get(guilty).verdict(), step(history), step(good)));
            }
        }
        return judged;
    }

    /** Whether the history, as the job's page shows it, has become dearer somewhere. */
    private static boolean step(List<Double> history) {
        double[] costs = history.stream().mapToDouble(Double::doubleValue).toArray();
        return ChangePoints.of(costs, DetectionOptions.DEFAULT.minimumEffect(), DetectionOptions.DEFAULT.falseAlarmRate()).stream()
                .anyMatch(s -> s.ratio() > 1);
    }

    private Map<String, Scores.Region> byName(Method.Learnt anchor, Corpus.Side side) {
        Profile profile = folder.profile(side, Pairing.ARCHIVED);
        Map<String, Scores.Region> regions = new HashMap<>();
        anchor.score(profile).orElseThrow().regions().forEach(r -> regions.put(r.region(), r));
        return regions;
    }
}

package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the injected defects really cost in the corpus: CPU time of the guilty region, measured in turn with the good version.
 * A defect of two threads that share something costs next to nothing where a busy processor keeps them from running at the
 * same time, so that the comparisons go by what it cost and not by what was asked for.
 */
final class InjectedEffects {
    /** What may be missing from an effect that still counts as that one. */
    private static final double TOLERANCE = 0.2;

    private final CorpusFolder folder;
    private final List<Integer> asked;
    private final Map<Corpus.Candidate, Double> ratios = new HashMap<>();

    InjectedEffects(CorpusFolder folder) {
        this.folder = folder;
        this.asked = folder.corpus().sittings().stream()
                .flatMap(s -> s.candidates().stream())
                .filter(c -> c.kind() == Kind.SLOWER)
                .map(Corpus.Candidate::effect)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (Corpus.Sitting sitting : folder.corpus().sittings()) {
            for (Corpus.Candidate candidate : sitting.candidates()) {
                if (candidate.kind() == Kind.SLOWER || candidate.kind() == Kind.SHAPE) {
                    ratios.put(candidate, ratio(folder, sitting, candidate, candidate.guilty().get(0)));
                }
            }
        }
    }

    /** The comparison with the effect that the defect really had: the largest that was asked for and reached, else 0. */
    Corpus.Comparison real(Corpus.Comparison comparison) {
        Corpus.Candidate c = comparison.candidate();
        if (c.kind() != Kind.SLOWER || !comparison.sitting().interleaved()) {
            return comparison;
        }
        int effect = asked.stream()
                .filter(e -> ratios.get(c) - 1 >= (1 - TOLERANCE) * e / 100)
                .findFirst()
                .orElse(0);
        return new Corpus.Comparison(
                comparison.number(), comparison.sitting(), comparison.pairing(),
                new Corpus.Candidate(c.side(), c.kind(), effect, c.guilty()));
    }

    /** By program, what was asked for, and condition. */
    List<Evaluation.EffectRow> rows() {
        Map<String, Map<String, List<Double>>> byProgram = new TreeMap<>();
        for (Corpus.Sitting sitting : folder.corpus().sittings()) {
            for (Corpus.Candidate candidate : sitting.candidates()) {
                if (ratios.containsKey(candidate)) {
                    String what = candidate.kind() == Kind.SHAPE ? "shape" : candidate.effect() + " %";
                    byProgram.computeIfAbsent(sitting.program() + ", " + sitting.condition().words(), p -> new TreeMap<>())
                            .computeIfAbsent(what, w -> new ArrayList<>())
                            .add(ratios.get(candidate));
                }
            }
        }
        List<Evaluation.EffectRow> rows = new ArrayList<>();
        byProgram.forEach((program, byEffect) -> byEffect.forEach((what, of) -> rows.add(new Evaluation.EffectRow(
                program, what, Tables.median(of.stream().mapToDouble(Double::doubleValue).sorted().toArray()), of.size()))));
        return rows;
    }

    /** Cost of a region in a candidate over that in the good version of the same sitting. */
    static double ratio(CorpusFolder folder, Corpus.Sitting sitting, Corpus.Candidate candidate, String region) {
        return cost(folder, candidate.side(), region) / cost(folder, sitting.good(), region);
    }

    static double cost(CorpusFolder folder, Corpus.Side side, String region) {
        return cost(folder.profile(side, Pairing.INTERLEAVED), region);
    }

    /** CPU time for a unit of work, or for an execution where no work is declared, in the middle run. */
    private static double cost(Profile profile, String region) {
        int cpu = profile.column(Counter.CPU);
        return Tables.median(profile.region(region).map(RegionSamples::runs).orElse(List.of()).stream()
                .mapToDouble(run -> perUnit(run, cpu))
                .sorted()
                .toArray());
    }

    private static double perUnit(RegionRun run, int column) {
        double work = Arrays.stream(run.work()).sum();
        return Arrays.stream(run.values()).mapToDouble(v -> v[column]).sum() / (work > 0 ? work : run.samples());
    }
}

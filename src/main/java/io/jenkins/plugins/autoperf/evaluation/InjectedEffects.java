package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the injected defects really cost in the corpus: CPU time of the guilty region, measured in turn, by program. */
final class InjectedEffects {
    private final CorpusFolder folder;

    InjectedEffects(CorpusFolder folder) {
        this.folder = folder;
    }

    List<Evaluation.EffectRow> rows() {
        Map<String, Map<String, List<Double>>> ratios = new TreeMap<>();
        for (Corpus.Sitting sitting : folder.corpus().sittings()) {
            for (Corpus.Candidate candidate : sitting.candidates()) {
                if (sitting.interleaved() && (candidate.kind() == Kind.SLOWER || candidate.kind() == Kind.SHAPE)) {
                    Profile good = folder.profile(sitting.good(), Pairing.INTERLEAVED);
                    Profile other = folder.profile(candidate.side(), Pairing.INTERLEAVED);
                    String what = candidate.kind() == Kind.SHAPE ? "shape" : candidate.effect() + " %";
                    candidate.guilty().forEach(region -> ratios
                            .computeIfAbsent(sitting.program(), p -> new TreeMap<>())
                            .computeIfAbsent(what, w -> new ArrayList<>())
                            .add(cost(other, region) / cost(good, region)));
                }
            }
        }
        List<Evaluation.EffectRow> rows = new ArrayList<>();
        ratios.forEach((program, byEffect) -> byEffect.forEach((what, of) -> rows.add(new Evaluation.EffectRow(
                program, what, Tables.median(of.stream().mapToDouble(Double::doubleValue).sorted().toArray()), of.size()))));
        return rows;
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

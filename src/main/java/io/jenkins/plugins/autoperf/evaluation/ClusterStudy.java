package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/**
 * The paper's experiment with several functions (5.3): a program of seven functions with defects in one of them or in all,
 * judged with 1 to 7 clusters. F1 is that of functions: flagged or not, guilty or not, over all candidates of all sittings.
 */
final class ClusterStudy {
    private final CorpusFolder folder;
    private final int threads;

    ClusterStudy(CorpusFolder folder, int threads) {
        this.folder = folder;
        this.threads = threads;
    }

    /** Methods of one row. */
    record Methods(Method threshold, Method verdict) {}

    /** @param methods for a number of clusters; 0 leaves the choice to the model */
    List<Evaluation.ClusterRow> run(IntFunction<Methods> methods) {
        List<Corpus.Sitting> sittings = folder.corpus().sittings().stream()
                .filter(s -> s.candidates().stream().anyMatch(c -> c.kind() == Kind.SEVERAL))
                .toList();
        int functions = sittings.stream()
                .flatMap(s -> s.candidates().stream())
                .mapToInt(c -> c.guilty().size())
                .max()
                .orElse(0);
        List<Callable<Evaluation.ClusterRow>> rows = new ArrayList<>();
        for (int k = 1; k <= functions + 1; k++) {
            int clusters = k > functions ? 0 : k;
            rows.add(() -> row(clusters, methods.apply(clusters), sittings));
        }
        return functions == 0 ? List.of() : Evaluator.inParallel(rows, threads);
    }

    private Evaluation.ClusterRow row(int k, Methods methods, List<Corpus.Sitting> sittings) {
        Confusion threshold = new Confusion();
        Confusion verdict = new Confusion();
        List<Double> seconds = new ArrayList<>();
        for (Corpus.Sitting sitting : sittings) {
            Profile good = folder.profile(sitting.good(), Pairing.INTERLEAVED);
            long start = Evaluator.cpu();
            Optional<Method.Learnt> byVerdict = methods.verdict().learn(good);
            seconds.add(Evaluator.seconds(start));
            Optional<Method.Learnt> byThreshold = methods.threshold().learn(good);
            for (Corpus.Candidate candidate : sitting.candidates()) {
                Profile profile = folder.profile(candidate.side(), Pairing.INTERLEAVED);
                byVerdict.flatMap(l -> l.score(profile)).ifPresent(s -> verdict.add(candidate, s));
                byThreshold.flatMap(l -> l.score(profile)).ifPresent(s -> threshold.add(candidate, s));
            }
        }
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Evaluation.ClusterRow(k, threshold.f1(), verdict.f1(), Tables.median(sorted));
    }

    private static final class Confusion {
        private int found;
        private int missed;
        private int wrong;

        void add(Corpus.Candidate candidate, Scores scores) {
            for (Scores.Region region : scores.regions()) {
                boolean guilty = candidate.guilty().contains(region.region());
                found += guilty && region.flagged() ? 1 : 0;
                missed += guilty && !region.flagged() ? 1 : 0;
                wrong += !guilty && region.flagged() ? 1 : 0;
            }
        }

        double f1() {
            return 2.0 * found / (2.0 * found + missed + wrong);
        }
    }
}

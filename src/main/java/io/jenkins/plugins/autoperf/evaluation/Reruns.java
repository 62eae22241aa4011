package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second measurement that a suspect gets before it is reported. In turn, both versions are measured anew: another
 * sitting. Apart, the candidate alone is: the same version from a sitting that is not the good one's.
 */
final class Reruns {
    private final CorpusFolder folder;

    Reruns(CorpusFolder folder) {
        this.folder = folder;
    }

    /**
     * What the method says in the end.
     *
     * @param learnt what it knows of the comparison's good version
     * @param first what it said at first
     */
    Scores confirmed(Corpus.Comparison comparison, Method method, Method.Learnt learnt, Scores first) {
        if (first.regions().stream().noneMatch(Scores.Region::flagged)) {
            return first;
        }
        for (Corpus.Sitting other : after(comparison)) {
            Optional<Corpus.Candidate> same = other.candidates().stream()
                    .filter(c -> version(c).equals(version(comparison.candidate())))
                    .findFirst();
            if (same.isPresent()) {
                Profile candidate = folder.profile(same.get().side(), comparison.pairing());
                Optional<Method.Learnt> good = comparison.pairing() == Pairing.ARCHIVED
                        ? Optional.of(learnt)
                        : method.learn(folder.profile(other.good(), Pairing.INTERLEAVED));
                return good.flatMap(l -> l.score(candidate)).map(second -> combine(first, second)).orElse(first);
            }
        }
        return first;
    }

    /** The other sittings of that program and condition, in turn, from the one after the candidate's on. */
    private List<Corpus.Sitting> after(Corpus.Comparison comparison) {
        List<Corpus.Sitting> like = folder.corpus().sittings().stream()
                .filter(s -> s.program().equals(comparison.program()) && s.condition() == comparison.condition())
                .toList();
        int own = 0;
        Corpus.Side side = comparison.candidate().side();
        while (like.get(own).candidates().stream().noneMatch(c -> c.side().equals(side))) {
            own++;
        }
        List<Corpus.Sitting> after = new ArrayList<>();
        for (int i = 1; i < like.size(); i++) {
            Corpus.Sitting sitting = like.get((own + i) % like.size());
            if (sitting != comparison.sitting()) {
                after.add(sitting);
            }
        }
        return after;
    }

    private static String version(Corpus.Candidate candidate) {
        return candidate.side().profile().replaceAll(".*/", "");
    }

    /** As the package detection does: a regression must be one both times, and is inconclusive if it was one only once. */
    private static Scores combine(Scores first, Scores second) {
        return new Scores(second.regions().stream()
                .map(now -> first.region(now.region()).map(then -> combine(then, now)).orElse(now))
                .toList());
    }

    private static Scores.Region combine(Scores.Region then, Scores.Region now) {
        String verdict = then.flagged() == now.flagged() ? now.verdict() : "INCONCLUSIVE";
        return new Scores.Region(
                now.region(), Math.min(then.score(), now.score()), then.flagged() && now.flagged(), verdict, now.minimumDetectable());
    }
}

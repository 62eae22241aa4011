package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.evaluation.Method;
import io.jenkins.plugins.autoperf.evaluation.Scores;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The first and deciding question of the decision tree of Jayasena et al. (Detection of False Sharing Using Machine
 * Learning, SC 2013): does a program fetch lines that another core has modified, for each of its instructions, more often
 * than a fixed ratio? It asks the candidate alone and compares it with nothing. Their tree was learnt for one processor and
 * its numbers do not carry over, so the ratio is one in a thousand instructions, where at 30 ns a line sharing becomes a
 * tenth of the time of a program that executes three instructions a nanosecond. Their further questions, on cache misses
 * that are no sharing, are left out. Needs hardware counters.
 */
final class FixedRatioTree implements Method {
    private static final double RATIO = 1e-3;
    private static final double LEAST = 1e-12;
    /** Loads of lines that another core had modified: Westmere as in the paper, then what the counter catalogue has. */
    private static final List<String> MODIFIED = List.of(
            "SNOOP_RESPONSE:HITM",
            "MEM_LOAD_L3_HIT_RETIRED:XSNP_HITM",
            "MEM_LOAD_L3_HIT_RETIRED:XSNP_FWD",
            "PAPI_CA_ITV");

    @Override
    public String name() {
        return "fixed ratio (Jayasena)";
    }

    @Override
    public Optional<Learnt> learn(Profile good) {
        List<String> known = good.regions().stream().map(RegionSamples::name).toList();
        return modified(good).map(counter -> candidate -> candidate.column(counter) < 0
                ? Optional.empty()
                : Optional.of(score(candidate, candidate.column(counter), known)));
    }

    private static Optional<String> modified(Profile profile) {
        return profile.column(Counter.INSTRUCTIONS) < 0
                ? Optional.empty()
                : MODIFIED.stream().filter(name -> profile.column(name) >= 0).findFirst();
    }

    private static Scores score(Profile candidate, int modified, List<String> known) {
        int instructions = candidate.column(Counter.INSTRUCTIONS);
        List<Scores.Region> scores = new ArrayList<>();
        for (RegionSamples region : candidate.regions()) {
            if (!known.contains(region.name()) || instructions < 0) {
                continue;
            }
            double lines = sum(region, modified);
            double all = sum(region, instructions);
            double ratio = all > 0 ? lines / all : 0;
            scores.add(new Scores.Region(
                    region.name(), Math.log10(Math.max(ratio, LEAST) / RATIO), ratio > RATIO));
        }
        scores.sort(Comparator.comparing(Scores.Region::region));
        return new Scores(scores);
    }

    private static double sum(RegionSamples region, int column) {
        double sum = 0;
        for (RegionRun run : region.runs()) {
            for (double[] row : run.values()) {
                sum += Double.isNaN(row[column]) ? 0 : row[column];
            }
        }
        return sum;
    }
}

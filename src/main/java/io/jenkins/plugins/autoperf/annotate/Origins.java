package io.jenkins.plugins.autoperf.annotate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a new file was renamed or copied from: the old file with the same text, else the most alike of those that
 * are gone or changed.
 */
final class Origins {
    /** Least share of lines that a file has from its origin, as in git's -M60%. */
    static final double LEAST_ALIKE = 0.6;

    private static final int MOST_CANDIDATES = 500;

    private final List<Candidate> candidates;
    private final Map<String, Map<String, Integer>> counts = new HashMap<>();

    /** An old file. */
    record Candidate(String path, byte[] text) {}

    Origins(List<Candidate> candidates) {
        this.candidates = candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
    }

    Optional<Candidate> of(byte[] text) {
        Map<String, Integer> lines = count(text);
        Candidate best = null;
        double most = LEAST_ALIKE;
        for (Candidate candidate : candidates) {
            double alike = similarity(counts.computeIfAbsent(candidate.path(), path -> count(candidate.text())), lines);
            if (alike > most) {
                most = alike;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Map<String, Integer> count(byte[] text) {
        Map<String, Integer> counts = new HashMap<>();
        for (String line : LineDiff.lines(CodeText.of(text))) {
            if (!line.isEmpty()) {
                counts.merge(line, 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Lines that both have, twice, over all lines of both: 0 to 1. */
    private static double similarity(Map<String, Integer> one, Map<String, Integer> two) {
        int common = 0;
        for (Map.Entry<String, Integer> line : one.entrySet()) {
            common += Math.min(line.getValue(), two.getOrDefault(line.getKey(), 0));
        }
        int all = sum(one) + sum(two);
        return all == 0 ? 0 : 2.0 * common / all;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}

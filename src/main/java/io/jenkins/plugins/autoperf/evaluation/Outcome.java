package io.jenkins.plugins.autoperf.evaluation;

import java.util.Optional;

/**
 * What one method says of one comparison.
 *
 * @param scores empty where the method needs counters that were not measured
 * @param learnSeconds processor time for learning the good version, shared by all its comparisons
 * @param judgeSeconds processor time for judging the candidate
 */
record Outcome(
        Corpus.Comparison comparison, String method, Optional<Scores> scores, double learnSeconds, double judgeSeconds) {}

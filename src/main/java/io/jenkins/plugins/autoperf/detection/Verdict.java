package io.jenkins.plugins.autoperf.detection;

/** In order of severity, the worst last. */
public enum Verdict {
    /** No change of a size worth reporting, and one would have been seen. */
    UNCHANGED,
    /** Cheaper than before. */
    IMPROVEMENT,
    /** Behaves differently at about the same cost. */
    CHANGED,
    /** Nothing shown, but the noise would have hidden it. */
    INCONCLUSIVE,
    /** Dearer than before. */
    REGRESSION
}

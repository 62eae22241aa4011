package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.Optional;

/**
 * A way to tell a slower version from a version that is as it was: one line of the evaluation's tables. A method is free of
 * state, so that comparisons may run in several threads, and everything random in it comes from a seed, so that the same
 * profiles give the same figures.
 */
public interface Method {
    /** As the tables name it: short, the field's own name, in plain text. */
    String name();

    /**
     * Learns the good version. The time that this takes is what the evaluation reports as training time; one learnt model
     * judges many candidates.
     *
     * @return empty where the profile lacks the counters that the method needs
     */
    Optional<Learnt> learn(Profile good);

    /** What a method knows of the good version. May be asked by several threads at once. */
    interface Learnt {
        /**
         * Judges a candidate.
         *
         * @return one entry for every region that both versions executed; empty where the candidate lacks the counters that
         *     the method needs
         */
        Optional<Scores> score(Profile candidate);
    }
}

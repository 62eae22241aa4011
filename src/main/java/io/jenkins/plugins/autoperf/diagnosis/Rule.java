package io.jenkins.plugins.autoperf.diagnosis;

import io.jenkins.plugins.autoperf.counter.Family;
import java.util.List;
import java.util.function.Predicate;

/**
 * One cause and how it shows.
 *
 * @param more the cause when it makes the region dearer; completes "The region now has ..."
 * @param less the same when it went away
 * @param mechanism why that costs time, in plain words
 * @param suggestion what to look for in the code when it is dearer
 * @param limits what the counters leave open; may be empty
 * @param evidence families whose figures are shown, beside time
 * @param shows whether it does, looked at in the direction in which the region is dearer
 */
record Rule(
        String more,
        String less,
        String mechanism,
        String suggestion,
        String limits,
        List<Family> evidence,
        Predicate<Symptoms> shows) {}

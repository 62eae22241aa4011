package io.jenkins.plugins.autoperf.annotate.build;

import java.time.Duration;

/**
 * How much is looked at, and how long.
 *
 * @param libclang library to use, or empty for the one that is found
 * @param limit functions that are annotated because they use something that changed, for each such thing
 * @param seconds after which the syntax tree of a source is given up
 * @param build time after which a build is ended
 */
public record Limits(String libclang, int limit, int seconds, Duration build) {
    public static final Limits DEFAULT = new Limits("", 50, 60, Duration.ofHours(1));
}

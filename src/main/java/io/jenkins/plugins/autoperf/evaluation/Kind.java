package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was done to a candidate. */
public enum Kind {
    /** Nothing: it is the good version. */
    @JsonProperty("same")
    SAME,
    /** One region does more work. */
    @JsonProperty("slower")
    SLOWER,
    /** One region does the same in about the same time with other counts. */
    @JsonProperty("shape")
    SHAPE,
    /** Several regions have a defect. */
    @JsonProperty("several")
    SEVERAL,
    /** One region does a little more work than in the version before, version after version. */
    @JsonProperty("creep")
    CREEP
}

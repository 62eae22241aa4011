package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What else was going on while a candidate was measured. */
public enum Condition {
    @JsonProperty("quiet")
    QUIET("quiet machine"),
    /** A busy loop on one of the machine's processors. */
    @JsonProperty("loaded")
    LOADED("load on one processor"),
    /** The candidates handle another amount of input than the good version did. */
    @JsonProperty("other-size")
    OTHER_SIZE("other input size"),
    /** A quiet machine, and in each sitting the next version of a series. */
    @JsonProperty("creep")
    CREEP("creep");

    private final String words;

    Condition(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

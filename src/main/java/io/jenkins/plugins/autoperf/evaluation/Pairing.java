package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When the two sides of a comparison were measured. */
public enum Pairing {
    /** Run by run in turn, as {@code compare} does. */
    @JsonProperty("interleaved")
    INTERLEAVED("in turn"),
    /** One sitting apart, as with a model of an earlier build. */
    @JsonProperty("archived")
    ARCHIVED("apart");

    private final String words;

    Pairing(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

package io.jenkins.plugins.autoperf.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a sample's counters are divided by before anything else is computed from them. */
public enum Normalisation {
    /** By the sample's own instruction count (paper, 4.2); the instruction count itself stays, per execution. */
    @JsonProperty("per-instruction")
    PER_INSTRUCTION,
    /** By the units of work that the program declared. */
    @JsonProperty("per-work")
    PER_WORK,
    /** Not at all: values are per execution of the region. */
    @JsonProperty("per-execution")
    PER_EXECUTION
}

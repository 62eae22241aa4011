package io.jenkins.plugins.autoperf.counter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a counter's values come from. Always named in results, because each source is blind to something else. */
public enum Source {
    /** A real performance monitoring unit, read through PAPI. */
    @JsonProperty("hardware")
    HARDWARE,
    /** The kernel: clocks, {@code getrusage}, perf's software events. */
    @JsonProperty("software")
    SOFTWARE,
    /** A simulated processor (Callgrind): exact counts, no time and no contention. */
    @JsonProperty("simulated")
    SIMULATED
}

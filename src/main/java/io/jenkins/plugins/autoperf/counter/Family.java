package io.jenkins.plugins.autoperf.counter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a counter tells about; the diagnosis maps families, not single counters, to causes. */
public enum Family {
    @JsonProperty("wall-time")
    WALL_TIME,
    @JsonProperty("cpu-time")
    CPU_TIME,
    @JsonProperty("user-time")
    USER_TIME,
    @JsonProperty("kernel-time")
    KERNEL_TIME,
    @JsonProperty("system-calls")
    SYSTEM_CALLS,
    @JsonProperty("cycles")
    CYCLES,
    @JsonProperty("stalls")
    STALLS,
    @JsonProperty("instructions")
    INSTRUCTIONS,
    @JsonProperty("vector")
    VECTOR,
    @JsonProperty("branch")
    BRANCH,
    @JsonProperty("memory-access")
    MEMORY_ACCESS,
    @JsonProperty("cache-l1")
    CACHE_L1,
    @JsonProperty("cache-l2")
    CACHE_L2,
    @JsonProperty("cache-l3")
    CACHE_L3,
    @JsonProperty("tlb")
    TLB,
    @JsonProperty("sharing")
    SHARING,
    @JsonProperty("numa")
    NUMA,
    @JsonProperty("page-faults")
    PAGE_FAULTS,
    @JsonProperty("waits")
    WAITS,
    @JsonProperty("preemption")
    PREEMPTION;

    /** Whether values grow merely because the machine was slower; counts that do not are weighed above those that do. */
    public boolean dependsOnSpeed() {
        return switch (this) {
            case WALL_TIME, CPU_TIME, USER_TIME, KERNEL_TIME, CYCLES, STALLS, PREEMPTION -> true;
            default -> false;
        };
    }

    /**
     * Whether the values of one region show in its neighbours too. The kernel splits a thread's CPU time into user and
     * kernel time by the timer ticks of the thread's whole life, so that a region's share is a hint on the cause where its
     * own time rises, and nothing that a model should learn.
     */
    public boolean splitByTicks() {
        return this == USER_TIME || this == KERNEL_TIME;
    }
}

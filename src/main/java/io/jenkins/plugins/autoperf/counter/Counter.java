package io.jenkins.plugins.autoperf.counter;

/**
 * One counter as it stands in profiles, models and reports.
 *
 * @param name stable and unique in a profile: {@code cpu_ns}, {@code PAPI_L1_DCM}, {@code perf::CPU-MIGRATIONS}
 * @param source where the values come from
 * @param family what it tells about
 * @param unit {@code ns} or {@code count}
 * @param description a short phrase in plain words
 */
public record Counter(String name, Source source, Family family, String unit, String description) {
    /** The counters by which cost is judged, when they are there. */
    public static final String WALL = "wall_ns";
    public static final String CPU = "cpu_ns";
    public static final String INSTRUCTIONS = "PAPI_TOT_INS";
    public static final String SIMULATED_CYCLES = "sim_cycles";
    public static final String SIMULATED_INSTRUCTIONS = "sim_instructions";

    /** Whether it counts all instructions, the common measure of other counts. */
    public boolean countsInstructions() {
        return name.equals(INSTRUCTIONS) || name.equals(SIMULATED_INSTRUCTIONS);
    }

    /** Whether values grow merely because the machine was slower. */
    public boolean dependsOnSpeed() {
        return source != Source.SIMULATED && family.dependsOnSpeed();
    }
}

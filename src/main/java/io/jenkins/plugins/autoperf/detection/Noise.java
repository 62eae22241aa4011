package io.jenkins.plugins.autoperf.detection;

import java.util.List;

/**
 * What is known of the machine's steadiness.
 *
 * @param canaries one entry a canary kernel
 * @param drift relative change of the machine's speed between the two sides that must be allowed for, 0.1 for 10 %
 * @param interleaved whether the two sides alternated run by run
 */
public record Noise(List<Canary> canaries, double drift, boolean interleaved) {
    /**
     * A fixed piece of work, timed before every run.
     *
     * @param baseline median nanoseconds
     * @param candidate median nanoseconds
     * @param spread relative spread from run to run on the noisier side, 0.1 for 10 %
     */
    public record Canary(String name, double baseline, double candidate, double spread) {}
}

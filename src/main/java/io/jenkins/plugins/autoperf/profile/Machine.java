package io.jenkins.plugins.autoperf.profile;

/**
 * The machine of a measurement. Two profiles whose {@link #fingerprint()} differs are never compared silently.
 *
 * @param hypervisor name as the CPU tells it, or an empty string on bare metal
 * @param memoryBytes physical memory
 */
public record Machine(
        String cpu, int cpus, String architecture, String hypervisor, String kernel, String host, long memoryBytes) {
    /** What must be equal for times to be comparable; host and kernel are told, not demanded. */
    public String fingerprint() {
        return cpu + " x " + cpus + " " + architecture + (hypervisor.isEmpty() ? "" : " on " + hypervisor);
    }
}

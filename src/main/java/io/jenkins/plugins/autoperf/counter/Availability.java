package io.jenkins.plugins.autoperf.counter;

import java.util.List;

/**
 * What this machine can count, as found by trying.
 *
 * @param counters every counter of the catalogue, in its order
 * @param hardwareCounters most hardware events that were counted at the same time; 0 where none is
 * @param facts what it depends on
 * @param hints each one sentence on the one thing that would make more counters available
 */
public record Availability(
        List<CounterState> counters, int hardwareCounters, Facts facts, List<String> hints) {
    public Availability {
        counters = List.copyOf(counters);
        hints = List.copyOf(hints);
    }

    /** @param reason why it is not available, in words for the user; empty if it is */
    public record CounterState(Counter counter, boolean available, String reason) {}

    /**
     * @param system operating system and architecture
     * @param paranoid {@code kernel.perf_event_paranoid}, or {@code null} where the kernel has no such setting
     * @param privileged whether the user is root
     * @param hypervisor its name, or an empty string on bare metal
     * @param papi PAPI's version, or an empty string where there is no binding of it
     * @param coreKinds the kinds of cores, the fastest first, where there are several; each has a performance monitoring unit
     *     of its own
     */
    public record Facts(
            String system, Integer paranoid, boolean privileged, String hypervisor, String papi, List<CoreKind> coreKinds) {
        public Facts {
            coreKinds = List.copyOf(coreKinds);
        }
    }

    /**
     * @param pmu the kernel's name of its performance monitoring unit, such as {@code cpu_core}
     * @param cpus in the notation of {@code taskset -c}
     */
    public record CoreKind(String pmu, String cpus) {}

    public List<Counter> available(Source source) {
        return counters.stream()
                .filter(CounterState::available)
                .map(CounterState::counter)
                .filter(counter -> counter.source() == source)
                .toList();
    }
}

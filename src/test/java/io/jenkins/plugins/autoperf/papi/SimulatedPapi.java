package io.jenkins.plugins.autoperf.papi;

import java.util.List;
import java.util.Set;

/** A PAPI on a machine of the test's making. */
record SimulatedPapi(Set<String> opening, Set<String> silent, int counters, String failure, String hypervisor, String disabled)
        implements Papi {
    static SimulatedPapi with(int counters, String... opening) {
        return new SimulatedPapi(Set.of(opening), Set.of(), counters, "PAPI could not add it: Event does not exist", "", "");
    }

    SimulatedPapi silent(String... events) {
        return new SimulatedPapi(opening, Set.of(events), counters, failure, hypervisor, disabled);
    }

    SimulatedPapi failing(String words) {
        return new SimulatedPapi(opening, silent, counters, words, hypervisor, disabled);
    }

    SimulatedPapi on(String machine) {
        return new SimulatedPapi(opening, silent, counters, failure, machine, disabled);
    }

    SimulatedPapi disabledBy(String words) {
        return new SimulatedPapi(opening, silent, counters, failure, hypervisor, words);
    }

    @Override
    public String version() {
        return "7.0.0";
    }

    @Override
    public Trial count(List<String> events) {
        if (!opening.containsAll(events) || events.size() > counters) {
            return new Trial(failure, List.of());
        }
        return new Trial("", events.stream().map(event -> silent.contains(event) ? 0L : 1L).toList());
    }
}

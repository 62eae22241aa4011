package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.workload.EmulatedMachine;
import java.util.List;
import java.util.stream.Stream;

/** PAPI inside the emulated machine: the program {@code src/test/emulated-pmu/probe.c}, until it is closed. */
final class EmulatedPapi implements Papi, AutoCloseable {
    private static final String COUNTED = "counted ";

    private final EmulatedMachine machine;
    private final String version;
    private final String hypervisor;
    private final String disabled;

    /** @param command that starts the probe, as whom the caller likes */
    EmulatedPapi(EmulatedMachine machine, String command) {
        this.machine = machine;
        machine.send(command);
        version = machine.receive();
        hypervisor = machine.receive();
        disabled = machine.receive();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String hypervisor() {
        return hypervisor;
    }

    @Override
    public String disabled() {
        return disabled;
    }

    @Override
    public Trial count(List<String> events) {
        machine.send(String.join(" ", events));
        String answer = machine.receive();
        return answer.startsWith(COUNTED)
                ? new Trial("", Stream.of(answer.substring(COUNTED.length()).split(" ")).map(Long::valueOf).toList())
                : new Trial(answer, List.of());
    }

    @Override
    public void close() {
        machine.run("");
    }
}

package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CoreKind;
import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Groups;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds out what this machine can count by counting it. PAPI's own answers do not tell: on a virtual machine without a
 * performance monitoring unit it reports counters and "available" presets none of which opens.
 */
public final class Preflight {
    /** What cannot stay 0 over a trial: it executes instructions of every common kind and sleeps once. */
    private static final Set<String> NEVER_ZERO = Set.of(
            Counter.INSTRUCTIONS, "PAPI_TOT_CYC", "PAPI_LD_INS", "PAPI_SR_INS", "PAPI_BR_INS", "PAPI_L1_DCA",
            "perf::TASK-CLOCK", "perf::CONTEXT-SWITCHES:u=1:k=1");

    private final Catalogue catalogue;
    private final Host host;
    private final Papi papi;
    private final String noPapi;

    /** @param papi {@code null} where there is none, and then {@code noPapi} says why */
    Preflight(Catalogue catalogue, Host host, Papi papi, String noPapi) {
        this.catalogue = catalogue;
        this.host = host;
        this.papi = papi;
        this.noPapi = noPapi;
    }

    /**
     * Opens every event of the catalogue, each on its own; never throws for want of counters. Takes some hundredths of a second.
     * Where processors are of several kinds and one has hardware events, this process stays bound to those of the first kind, and
     * so does what it starts.
     */
    public static Availability run() {
        Papi papi = null;
        String noPapi = "";
        try {
            papi = Papi.open();
        } catch (AutoPerfException e) {
            noPapi = e.getMessage().replaceFirst("\\.$", "");
        }
        Host host = Host.read();
        Preflight preflight = new Preflight(Catalogue.load(), host, papi, noPapi);
        List<CoreKind> kinds = host.coreKinds();
        if (papi == null || kinds.isEmpty()) {
            return preflight.availability();
        }
        long self = ProcessHandle.current().pid();
        CoreBinding.bind(self, kinds.get(0).cpus());
        Availability availability = preflight.availability();
        if (availability.hardwareCounters() == 0) {
            CoreBinding.bind(self, CoreBinding.all(kinds.stream().map(CoreKind::cpus)));
        }
        return availability;
    }

    /** Whether these events really count together. */
    static boolean opens(Papi papi, List<Counter> counters) {
        return failure(papi, counters).isEmpty();
    }

    Availability availability() {
        List<CounterState> states = new ArrayList<>();
        for (Counter counter : catalogue.entries()) {
            String reason = reason(counter);
            states.add(new CounterState(counter, reason.isEmpty(), reason));
        }
        List<Counter> hardware = states.stream()
                .filter(CounterState::available)
                .map(CounterState::counter)
                .filter(counter -> counter.source() == Source.HARDWARE)
                .toList();
        int together = Groups.pack(hardware, group -> opens(papi, group)).largest();
        String hypervisor = papi == null || papi.hypervisor().isEmpty()
                ? (host.virtual() ? "a hypervisor" : "")
                : papi.hypervisor();
        Availability.Facts facts = new Availability.Facts(
                host.system(), host.paranoid(), host.privileged(), hypervisor, papi == null ? "" : papi.version(),
                host.coreKinds());
        return new Availability(states, together, facts, hints(states, together, hypervisor));
    }

    private String reason(Counter counter) {
        if (!host.linux()) {
            return "The region runtime runs on Linux only";
        }
        if (Catalogue.isBuiltIn(counter)) {
            return "";
        }
        if (counter.source() == Source.SIMULATED) {
            return host.valgrind() ? "" : "Valgrind is not installed";
        }
        if (papi == null) {
            return noPapi;
        }
        return papi.disabled().isEmpty() ? failure(papi, List.of(counter)) : "PAPI is switched off: " + papi.disabled();
    }

    private static String failure(Papi papi, List<Counter> counters) {
        Papi.Trial trial = papi.count(counters.stream().map(Counter::name).toList());
        if (!trial.succeeded()) {
            return trial.failure();
        }
        for (int i = 0; i < counters.size(); i++) {
            if (trial.values().get(i) == 0 && NEVER_ZERO.contains(counters.get(i).name())) {
                return "It opens but stays 0 where something happened";
            }
        }
        return "";
    }

    private List<String> hints(List<CounterState> states, int together, String hypervisor) {
        List<String> hints = new ArrayList<>(papiHints(states, together, hypervisor));
        if (host.linux() && !host.valgrind()) {
            hints.add("Install Valgrind (Debian: package valgrind) for simulated counters, which need no permission.");
        }
        return hints;
    }

    private List<String> papiHints(List<CounterState> states, int together, String hypervisor) {
        List<String> hints = new ArrayList<>();
        if (!host.linux()) {
            hints.add("Measure on an agent that runs Linux; reports can be read everywhere.");
            return hints;
        }
        if (papi == null) {
            hints.add("Build AutoPerf where g++ is installed (Debian: package g++), so that the build makes the PAPI binding.");
            return hints;
        }
        boolean refused = states.stream().anyMatch(state -> state.reason().contains("ermission"));
        if (!papi.disabled().isEmpty()) {
            hints.add("Ask the administrator for the line kernel.perf_event_paranoid=2 in a file of /etc/sysctl.d, or measure on an"
                    + " agent that has it; the built-in counters need no permission.");
            return hints;
        }
        if (refused && (host.confined() || host.privileged())) {
            hints.add("The container forbids perf_event_open: start it with --cap-add=PERFMON and a seccomp profile that allows"
                    + " this call (--security-opt seccomp=FILE), or run the agent outside a container; the built-in counters and"
                    + " the simulated ones need neither.");
        } else if (refused) {
            hints.add("Ask the administrator for the line kernel.perf_event_paranoid=1 in a file of /etc/sysctl.d, or for an agent that"
                    + " has the capability CAP_PERFMON; the built-in counters need no permission.");
        }
        if (together == 0 && !hypervisor.isEmpty()) {
            hints.add("This virtual machine has no performance monitoring unit: have its host pass one through (KVM: CPU mode"
                    + " host-passthrough with pmu on; VMware: \"Enable virtualized CPU performance counters\"; clouds: a bare-metal or"
                    + " whole-socket size), or measure on an agent that has one.");
        } else if (together == 0 && !refused) {
            hints.add("PAPI " + papi.version() + " knows no event of this processor: set PAPI_SRC to the sources of a newer PAPI and"
                    + " build again.");
        }
        if (!host.coreKinds().isEmpty()) {
            hints.add("The processors are of " + host.coreKinds().size() + " kinds, each with counters of its own: with hardware"
                    + " counters a workload is bound to those of " + host.coreKinds().get(0).pmu() + " ("
                    + host.coreKinds().get(0).cpus() + "); --cpus chooses others.");
        }
        if (together > 0 && host.watchdog()) {
            hints.add("The NMI watchdog holds one hardware counter: kernel.nmi_watchdog=0 in a file of /etc/sysctl.d makes room for one"
                    + " more event in every pass.");
        }
        return hints;
    }
}

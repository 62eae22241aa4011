package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Groups;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses the counters of a profile from what the user asked for and what the machine has. */
public final class CounterSelection {
    /** Hardware events where one opens, else the built-in software counters, with simulated ones beside them. */
    public static final String AUTO = "auto";
    /** Every software counter, those of PAPI too. */
    public static final String SOFTWARE = "software";
    /** The counts of a simulated processor, without a clock. */
    public static final String SIMULATED = "simulated";
    /** Hardware events, and nothing else will do. */
    public static final String HARDWARE = "hardware";

    /**
     * What will be counted.
     *
     * @param groups one pass of the workload each; the built-in counters first, then PAPI's events, all of one source;
     *     or the simulated counters alone
     * @param unavailable counter name to the reason why this machine does not have it, of those that were wanted
     * @param beside simulated counters, to be counted once beside the others; empty for none
     * @param counted share of the time in which each hardware event is counted; below 1 they take turns
     */
    public record Selection(
            List<List<Counter>> groups, Map<String, String> unavailable, List<Counter> beside, double counted) {
        /**
         * All hardware events in one pass, where they take turns in so many counters.
         *
         * @param counters events that the machine counts at the same time
         */
        public Selection multiplexed(int counters) {
            List<Counter> all = groups.stream().flatMap(List::stream).distinct().toList();
            long events = all.stream().filter(c -> c.source() == Source.HARDWARE).count();
            boolean fit = groups.size() == 1 || events <= counters;
            return fit ? this : new Selection(List.of(all), unavailable, beside, (double) counters / events);
        }

        public Selection {
            beside = List.copyOf(beside);
            groups = groups.stream().map(List::copyOf).toList();
            unavailable = Collections.unmodifiableMap(new LinkedHashMap<>(unavailable));
        }
    }

    private final Availability availability;
    private final Predicate<List<Counter>> opens;
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    private CounterSelection(Availability availability, Predicate<List<Counter>> opens) {
        this.availability = availability;
        this.opens = opens;
    }

    /**
     * @param option {@code auto}, {@code software}, {@code hardware}, {@code simulated}, or names of counters with commas between them; the built-in
     *     counters are always among them, because the runtime always reads them
     * @throws AutoPerfException for a name that is unknown or not available, or {@code hardware} where there is none
     */
    public static Selection choose(String option, Availability availability) {
        Papi[] papi = new Papi[1];
        return choose(option, availability, counters -> {
            if (papi[0] == null) {
                papi[0] = Papi.open();
            }
            return Preflight.opens(papi[0], counters);
        });
    }

    static Selection choose(String option, Availability availability, Predicate<List<Counter>> opens) {
        return new CounterSelection(availability, opens).choose(option.strip());
    }

    private Selection choose(String option) {
        for (CounterState state : availability.counters()) {
            if (Catalogue.isBuiltIn(state.counter()) && !state.available()) {
                throw new AutoPerfException(
                        AutoPerfException.Kind.MACHINE, "Nothing can be counted on this machine. " + state.reason() + ". Measure on a Linux agent.");
            }
        }
        return switch (option) {
            case AUTO -> auto();
            case SOFTWARE -> selection(wanted(Source.SOFTWARE));
            case HARDWARE -> selection(hardware());
            case SIMULATED -> new Selection(List.of(simulated()), unavailable, List.of(), 1);
            default -> selection(named(option));
        };
    }

    /** Without hardware the kernel's counters say that something is slower, and simulated ones why. */
    private Selection auto() {
        List<Counter> hardware = wanted(Source.HARDWARE);
        Selection selection = selection(hardware);
        return hardware.isEmpty()
                ? new Selection(selection.groups(), selection.unavailable(), availability.available(Source.SIMULATED), 1)
                : selection;
    }

    /** The available ones of a source; the others are noted with their reasons. */
    private List<Counter> wanted(Source source) {
        List<Counter> wanted = new ArrayList<>();
        for (CounterState state : availability.counters()) {
            if (state.counter().source() == source) {
                if (state.available()) {
                    wanted.add(state.counter());
                } else {
                    unavailable.put(state.counter().name(), state.reason());
                }
            }
        }
        return wanted;
    }

    private List<Counter> hardware() {
        List<Counter> hardware = wanted(Source.HARDWARE);
        if (hardware.isEmpty()) {
            String reason = unavailable.getOrDefault(Counter.INSTRUCTIONS, "");
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "No hardware event opens on this machine (" + Counter.INSTRUCTIONS + ": " + reason
                            + "). \"autoperf counters\" says what would change that; --counters " + AUTO + " takes what there is.");
        }
        return hardware;
    }

    private List<Counter> simulated() {
        List<Counter> simulated = wanted(Source.SIMULATED);
        if (simulated.isEmpty()) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "Nothing can be simulated here: " + unavailable.getOrDefault(Counter.SIMULATED_INSTRUCTIONS, "")
                            + ". Install it (Debian: apt-get install valgrind), or take --counters " + AUTO + ".");
        }
        return simulated;
    }

    private List<Counter> named(String option) {
        Catalogue catalogue = Catalogue.load();
        Set<Counter> wanted = new LinkedHashSet<>();
        for (String part : option.split(",")) {
            String name = part.strip();
            if (!name.isEmpty()) {
                Counter counter = catalogue
                        .find(name)
                        .orElseThrow(() -> usage("There is no counter \"" + name + "\". The nearest names are "
                                + String.join(", ", catalogue.nearest(name, 3)) + "; \"autoperf counters\" shows all."));
                if (counter.source() == Source.SIMULATED) {
                    throw usage(name + " is simulated, and such counters are measured all together: say --counters " + SIMULATED + ".");
                }
                requireAvailable(counter);
                wanted.add(counter);
            }
        }
        if (wanted.isEmpty()) {
            throw usage("No counter is named. Name some with commas between them, or say " + AUTO + ", " + SOFTWARE + ", "
                    + HARDWARE + " or " + SIMULATED + ".");
        }
        return List.copyOf(wanted);
    }

    private void requireAvailable(Counter counter) {
        for (CounterState state : availability.counters()) {
            if (state.counter().name().equals(counter.name()) && !state.available()) {
                throw new AutoPerfException(
                        AutoPerfException.Kind.MACHINE,
                        "This machine cannot count " + counter.name() + ": " + state.reason()
                                + ". Leave it out, or see \"autoperf counters\".");
            }
        }
    }

    private Selection selection(List<Counter> wanted) {
        List<Counter> builtIns = availability.counters().stream()
                .map(CounterState::counter)
                .filter(Catalogue::isBuiltIn)
                .toList();
        Groups hardware = Groups.pack(withInstructions(wanted), opens);
        hardware.leftOut()
                .forEach(event -> unavailable.put(
                        event.name(), "It does not count in one pass with " + Counter.INSTRUCTIONS + ", the common measure"));
        List<Counter> software = wanted.stream()
                .filter(counter -> counter.source() == Source.SOFTWARE && !Catalogue.isBuiltIn(counter))
                .toList();
        List<List<Counter>> groups = new ArrayList<>();
        hardware.groups().forEach(group -> groups.add(joined(builtIns, group)));
        if (!software.isEmpty() || groups.isEmpty()) {
            groups.add(joined(builtIns, software));
        }
        return new Selection(groups, unavailable, List.of(), 1);
    }

    /** The hardware events of these, with the instruction count before them where the machine has it. */
    private List<Counter> withInstructions(List<Counter> wanted) {
        List<Counter> hardware = wanted.stream()
                .filter(counter -> counter.source() == Source.HARDWARE)
                .toList();
        if (hardware.isEmpty()) {
            return hardware;
        }
        Set<Counter> all = new LinkedHashSet<>();
        availability.available(Source.HARDWARE).stream()
                .filter(counter -> counter.name().equals(Counter.INSTRUCTIONS))
                .forEach(all::add);
        all.addAll(hardware);
        return List.copyOf(all);
    }

    private static List<Counter> joined(List<Counter> first, List<Counter> then) {
        List<Counter> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static AutoPerfException usage(String message) {
        return new AutoPerfException(AutoPerfException.Kind.USAGE, message);
    }
}

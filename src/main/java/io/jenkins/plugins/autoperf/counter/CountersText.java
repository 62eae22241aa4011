package io.jenkins.plugins.autoperf.counter;

import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The screen of {@code autoperf counters}. */
public final class CountersText {
    private static final int WIDTH = 100;
    private static final int NAMED = 4;
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;

    private CountersText(boolean colour) {
        this.colour = colour;
    }

    /**
     * What there is, what is missing and what would change that.
     *
     * @param all whether every counter is listed with its meaning; else the whole fits a screen
     * @return lines of at most 100 columns where names allow it, each ended by a newline
     */
    public static String render(Availability availability, boolean all, boolean colour) {
        CountersText screen = new CountersText(colour);
        screen.facts(availability);
        if (all) {
            for (Source source : Source.values()) {
                screen.available(source, availability);
            }
        } else {
            screen.brief(availability);
        }
        screen.missing(availability, all);
        screen.hints(availability.hints());
        if (!all) {
            screen.line("");
            screen.line(screen.styled(FAINT, "--all lists every counter with its meaning."));
        }
        return screen.text.toString();
    }

    /** As {@link #render}, for a page: everything that is missing is named, and nothing is coloured. */
    public static String page(Availability availability) {
        CountersText screen = new CountersText(false);
        screen.facts(availability);
        screen.brief(availability);
        screen.missing(availability, true);
        screen.hints(availability.hints());
        return screen.text.toString();
    }

    /**
     * What is counted in this measurement, and what would make it more, in a sentence or two.
     *
     * @param counted in the program's own runs
     * @param beside in one simulated run beside them; may be empty
     */
    public static String sentence(List<Counter> counted, List<Counter> beside, Availability availability) {
        List<String> parts = new ArrayList<>();
        for (Source source : Source.values()) {
            long number = counted.stream().filter(counter -> counter.source() == source).count();
            if (number > 0) {
                parts.add(number + " " + name(source).toLowerCase(Locale.ROOT) + (number == 1 ? " counter" : " counters"));
            }
        }
        String text = "Reading " + String.join(" and ", parts)
                + (beside.isEmpty() ? "." : ", and " + beside.size() + " simulated ones in one run beside.");
        boolean blind = availability.available(Source.HARDWARE).isEmpty() && counted.stream().noneMatch(c -> c.source() == Source.SIMULATED);
        return blind && !availability.hints().isEmpty()
                ? text + " No hardware counters; to count more: " + availability.hints().get(0)
                : text;
    }

    private void brief(Availability availability) {
        line("");
        for (Source source : Source.values()) {
            List<Counter> counters = availability.available(source);
            String names = counters.isEmpty()
                    ? "none"
                    : counters.size() + ": " + String.join(" ", counters.stream().map(Counter::name).toList());
            wrap(String.format(Locale.ROOT, "%-12s", name(source)), " ".repeat(12), names);
        }
        boolean hardware = !availability.available(Source.HARDWARE).isEmpty();
        boolean simulated = !availability.available(Source.SIMULATED).isEmpty();
        heading("--counters auto");
        wrap("  ", "  ", hardware
                ? "Measures time and every hardware event. It does not see what a thread waits for."
                : simulated
                        ? "Measures time, page faults and waits in every run, and instructions, cache misses and mispredicted"
                                + " branches in one simulated run beside. It does not see which cache line threads fight over:"
                                + " that is time without instructions."
                        : "Measures time, page faults and waits. More work, cache misses, mispredicted branches and threads that"
                                + " fight over a cache line all show as time.");
    }

    private static String name(Source source) {
        return source.name().charAt(0) + source.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private void facts(Availability availability) {
        Availability.Facts facts = availability.facts();
        List<String> parts = new ArrayList<>();
        parts.add(facts.system());
        parts.add(facts.papi().isEmpty() ? "no PAPI" : "PAPI " + facts.papi());
        if (facts.paranoid() != null) {
            parts.add("perf_event_paranoid " + facts.paranoid() + (facts.privileged() ? " (root)" : ""));
        }
        if (!facts.hypervisor().isEmpty()) {
            parts.add("on " + facts.hypervisor());
        }
        int together = availability.hardwareCounters();
        parts.add(together == 0 ? "no hardware counters" : together + " hardware events at once");
        line(String.join(", ", parts));
    }

    private void available(Source source, Availability availability) {
        List<Counter> counters = availability.available(source);
        if (counters.isEmpty()) {
            return;
        }
        heading(name(source) + ": " + counters.size()
                + (counters.size() == 1 ? " counter" : " counters"));
        int names = Math.min(45, counters.stream().mapToInt(counter -> counter.name().length()).max().orElse(0));
        for (Counter counter : counters) {
            String name = String.format(Locale.ROOT, "  %-" + names + "s  ", counter.name());
            wrap(name, " ".repeat(names + 4), counter.description());
        }
    }

    private void missing(Availability availability, boolean all) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (CounterState state : availability.counters()) {
            if (!state.available()) {
                byReason.computeIfAbsent(state.reason(), reason -> new ArrayList<>()).add(state.counter().name());
            }
        }
        if (byReason.isEmpty()) {
            return;
        }
        heading("Missing");
        byReason.forEach((reason, names) -> {
            wrap("  ", "  ", styled(YELLOW, reason + " (" + names.size() + ")"));
            String some = String.join(" ", all ? names : names.subList(0, Math.min(NAMED, names.size())));
            wrap("    ", "    ", styled(FAINT, names.size() > NAMED && !all ? some + " ..." : some));
        });
    }

    private void hints(List<String> hints) {
        if (hints.isEmpty()) {
            return;
        }
        heading("To count more");
        hints.forEach(hint -> wrap("  - ", "    ", hint));
    }

    private void heading(String words) {
        text.append('\n');
        line(styled(BOLD, words));
    }

    private String styled(String style, String words) {
        return colour ? style + words + PLAIN : words;
    }

    private void wrap(String first, String next, String words) {
        StringBuilder line = new StringBuilder(first);
        boolean fresh = true;
        for (String word : words.split(" ")) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder(next);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        line(line.toString());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

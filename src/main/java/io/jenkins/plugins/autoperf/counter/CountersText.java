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
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;

    private CountersText(boolean colour) {
        this.colour = colour;
    }

    /** @return lines of at most 100 columns where names allow it, each ended by a newline */
    public static String render(Availability availability, boolean colour) {
        CountersText screen = new CountersText(colour);
        screen.facts(availability);
        for (Source source : Source.values()) {
            screen.available(source, availability);
        }
        screen.missing(availability);
        screen.hints(availability.hints());
        return screen.text.toString();
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
        heading(source.name().charAt(0) + source.name().substring(1).toLowerCase(Locale.ROOT) + ": " + counters.size()
                + (counters.size() == 1 ? " counter" : " counters"));
        int names = Math.min(45, counters.stream().mapToInt(counter -> counter.name().length()).max().orElse(0));
        for (Counter counter : counters) {
            String name = String.format(Locale.ROOT, "  %-" + names + "s  ", counter.name());
            wrap(name, " ".repeat(names + 4), counter.description());
        }
    }

    private void missing(Availability availability) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (CounterState state : availability.counters()) {
            if (!state.available()) {
                byReason.computeIfAbsent(state.reason(), reason -> new ArrayList<>()).add(state.counter().name());
            }
        }
        if (byReason.isEmpty()) {
            return;
        }
        heading("Not available");
        byReason.forEach((reason, names) -> {
            wrap("  ", "  ", styled(YELLOW, reason + " (" + names.size() + ")"));
            wrap("    ", "    ", styled(FAINT, String.join(" ", names)));
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

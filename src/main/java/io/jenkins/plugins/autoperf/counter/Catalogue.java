package io.jenkins.plugins.autoperf.counter;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All counters that AutoPerf knows, whether this machine has them or not. */
public final class Catalogue {
    private static final String FILE = "catalogue.json";

    private final Map<String, Counter> byName = new LinkedHashMap<>();
    private final Map<String, Note> notes = new LinkedHashMap<>();

    /**
     * What is known of a counter beside what stands in profiles.
     *
     * @param processors those that count it; empty where it is not a matter of these
     * @param cause of a regression that it points to most, as the diagnosis names it
     * @param reference where its meaning comes from
     */
    public record Note(String processors, String cause, String reference) {}

    private record Line(
            String name,
            Source source,
            Family family,
            String unit,
            String description,
            String processors,
            String cause,
            String reference) {}

    private Catalogue(List<Line> lines) {
        for (Line line : lines) {
            Counter counter = new Counter(line.name, line.source, line.family, line.unit, line.description);
            if (byName.put(line.name, counter) != null) {
                throw new IllegalStateException(FILE + " names " + line.name + " twice");
            }
            notes.put(line.name, new Note(line.processors, line.cause, line.reference));
        }
    }

    public static Catalogue load() {
        try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
            return new Catalogue(new ObjectMapper().readValue(file, new TypeReference<List<Line>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order in which they are measured and shown: the built-in ones, other software events, hardware events. */
    public List<Counter> entries() {
        return List.copyOf(byName.values());
    }

    public Optional<Counter> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Optional<Note> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** The counters that the region runtime always reads, in the order in which it writes them. */
    public List<Counter> builtIns() {
        return byName.values().stream().filter(Catalogue::isBuiltIn).toList();
    }

    /** Whether the runtime reads it by itself, without PAPI. */
    public static boolean isBuiltIn(Counter counter) {
        return counter.source() == Source.SOFTWARE && counter.name().indexOf(':') < 0;
    }

    /** The {@code limit} names that are most like the given one, the nearest first. */
    public List<String> nearest(String name, int limit) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return byName.keySet().stream()
                .sorted(Comparator.comparingInt((String known) -> distance(wanted, known.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    /** Ten times the edits between the two; a name that contains the wanted one is nearer than its length says. */
    private static int distance(String wanted, String known) {
        if (known.contains(wanted)) {
            return known.length() - wanted.length();
        }
        int[] above = new int[known.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = 10 * j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int[] row = new int[above.length];
            row[0] = 10 * i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (wanted.charAt(i - 1) == known.charAt(j - 1) ? 0 : 10);
                row[j] = Math.min(changed, 10 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[known.length()];
    }
}

package io.jenkins.plugins.autoperf.annotate;

import io.jenkins.plugins.autoperf.annotate.FunctionChange.Definition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts together what several translation units say of the same functions and lines. */
final class Merge {
    private final Map<Key, FunctionChange> functions = new LinkedHashMap<>();
    private final Map<Lines, UnitSyntax.Fate> fates = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private record Key(Path file, int line, int insert, String usr) {}

    private record Lines(Path file, String lines) {}

    void add(UnitSyntax unit) {
        for (FunctionChange function : unit.functions()) {
            functions.merge(new Key(function.file(), function.line(), function.insert(), function.usr()), function, Merge::merged);
        }
        for (UnitSyntax.Fate fate : unit.fates()) {
            fates.merge(new Lines(fate.file(), fate.lines()), fate, Merge::merged);
        }
        if (!unit.trouble().isEmpty()) {
            warnings.add(unit.trouble());
        }
    }

    private static FunctionChange merged(FunctionChange one, FunctionChange two) {
        FunctionChange first = two.changed() && !one.changed() ? two : one;
        FunctionChange second = first == one ? two : one;
        Set<Definition> uses = new LinkedHashSet<>(first.uses());
        StringBuilder why = new StringBuilder(first.why());
        for (Definition definition : second.uses()) {
            if (uses.add(definition)) {
                why.append("; uses ").append(definition.what()).append(", whose definition changed");
            }
        }
        return new FunctionChange(
                first.file(), first.line(), first.endLine(), first.insert(), first.name(), first.signature(), first.usr(),
                first.language(), why.toString(), first.changed(), List.copyOf(uses), first.skip().isEmpty() ? second.skip() : first.skip());
    }

    private static UnitSyntax.Fate merged(UnitSyntax.Fate one, UnitSyntax.Fate two) {
        Set<Definition> definitions = new LinkedHashSet<>(one.definitions());
        definitions.addAll(two.definitions());
        return new UnitSyntax.Fate(
                one.file(), one.lines(), one.what().compareTo(two.what()) >= 0 ? one.what() : two.what(), List.copyOf(definitions));
    }

    List<String> warnings() {
        return warnings;
    }

    /**
     * The functions by file and line. Of those that are touched only because they use what changed, at most {@code limit} for
     * each definition are left to be annotated.
     */
    List<FunctionChange> functions(int limit) {
        Map<Definition, Integer> users = new HashMap<>();
        List<FunctionChange> result = new ArrayList<>();
        functions.values().stream()
                .sorted(Comparator.comparing(FunctionChange::file)
                        .thenComparing(FunctionChange::line)
                        .thenComparing(FunctionChange::insert)
                        .thenComparing(FunctionChange::signature))
                .forEach(function -> result.add(limited(function, users, limit)));
        return result;
    }

    private static FunctionChange limited(FunctionChange function, Map<Definition, Integer> users, int limit) {
        if (!function.skip().isEmpty()) {
            return function;
        }
        Definition beyond = null;
        boolean within = function.changed();
        for (Definition definition : function.uses()) {
            if (users.merge(definition, 1, Integer::sum) <= limit) {
                within = true;
            } else {
                beyond = definition;
            }
        }
        return within || beyond == null ? function : function.withSkip("more than " + limit + " functions use " + beyond.what());
    }

    /** Whether any function uses it, also one that is not to be annotated. */
    boolean isUsed(Definition definition) {
        return functions.values().stream().anyMatch(function -> function.uses().contains(definition));
    }

    /** Number of functions to be annotated that use something of that file which changed, by what they use. */
    Map<Definition, Integer> users(Path file) {
        Map<Definition, Integer> users = new HashMap<>();
        for (FunctionChange function : functions.values()) {
            for (Definition definition : function.uses()) {
                if (definition.file().equals(file) && function.skip().isEmpty()) {
                    users.merge(definition, 1, Integer::sum);
                }
            }
        }
        return users;
    }

    /** What is known of those lines, or null where no unit read the file. */
    UnitSyntax.Fate fate(Path file, LineRange range) {
        return fates.get(new Lines(file, range.toString()));
    }
}

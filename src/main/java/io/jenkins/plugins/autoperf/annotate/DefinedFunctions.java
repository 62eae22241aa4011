package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All functions that some files define. */
public final class DefinedFunctions {
    /** A header that so many sources name and none includes is given up: they do it under conditions that do not hold. */
    private static final int MOST_TRIES = 8;

    private final SyntaxReader reader;
    private final Map<Key, FunctionChange> functions = new LinkedHashMap<>();
    private final Set<Path> seen = new HashSet<>();
    private final List<String> trouble = new ArrayList<>();

    private record Key(Path file, int line, String usr) {}

    private DefinedFunctions(SyntaxReader reader) {
        this.reader = reader;
    }

    /**
     * Reads them. A file that others include is read with one of these.
     *
     * @param files C and C++ sources; those that no command reaches have no functions
     * @param commands how the project's sources are compiled
     * @param program {@code autoperf-syntax}
     * @param libclang path of libclang, or empty to look for it
     * @param timeout for one translation unit
     * @param folder for temporary files
     */
    public static DefinedFunctions in(
            Collection<Path> files, List<CompileCommand> commands, Path program, String libclang, Duration timeout, Path folder) {
        Set<Path> wanted = new TreeSet<>();
        files.forEach(file -> wanted.add(IncludeScan.real(file)));
        DefinedFunctions defined = new DefinedFunctions(SyntaxReader.ofWhole(wanted, program, libclang, timeout, folder));
        List<Unit> units = Unit.of(commands, wanted);
        defined.read(units.stream().filter(Unit::isWanted).toList());
        defined.readOthers(units.stream().filter(unit -> !unit.isWanted()).toList());
        return defined;
    }

    private void read(List<Unit> units) {
        units.parallelStream().map(unit -> reader.read(unit.command())).forEachOrdered(this::add);
    }

    private void readOthers(List<Unit> units) {
        Map<Path, Integer> tries = new HashMap<>();
        for (Unit unit : units) {
            List<Path> open = unit.reached().stream()
                    .filter(file -> !seen.contains(file) && tries.getOrDefault(file, 0) < MOST_TRIES)
                    .toList();
            if (!open.isEmpty()) {
                open.forEach(file -> tries.merge(file, 1, Integer::sum));
                add(reader.read(unit.command()));
            }
        }
    }

    private void add(UnitSyntax unit) {
        unit.functions().forEach(f -> functions.putIfAbsent(new Key(f.file(), f.line(), f.usr()), f));
        unit.fates().forEach(fate -> seen.add(fate.file()));
        if (!unit.trouble().isEmpty()) {
            trouble.add(unit.trouble());
        }
    }

    /** Each once. */
    public List<FunctionChange> functions() {
        return List.copyOf(functions.values());
    }

    /** What could not be read, in sentences: functions may be missing then. */
    public List<String> trouble() {
        return List.copyOf(trouble);
    }
}

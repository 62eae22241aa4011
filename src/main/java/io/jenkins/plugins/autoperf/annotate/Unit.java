package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A translation unit that may include one of the files that are looked at.
 *
 * @param reached those files
 */
record Unit(CompileCommand command, Set<Path> reached) {
    /**
     * The units that may include one of the files, each way to read it once: first those that are one themselves, then by path.
     *
     * @param wanted real paths
     */
    static List<Unit> of(List<CompileCommand> commands, Set<Path> wanted) {
        IncludeScan scan = new IncludeScan(wanted);
        Set<List<String>> seen = new HashSet<>();
        List<Unit> units = new ArrayList<>();
        for (CompileCommand command : commands) {
            if (Languages.isUnit(command.source()) && seen.add(command.reading())) {
                Set<Path> reached = scan.reached(command);
                if (!reached.isEmpty()) {
                    units.add(new Unit(command, reached));
                }
            }
        }
        units.sort(Comparator.comparing((Unit unit) -> !unit.isWanted()).thenComparing(unit -> unit.command().source()));
        return units;
    }

    /** Whether its source is one of the files itself. */
    boolean isWanted() {
        return reached.contains(IncludeScan.real(command.source()));
    }
}

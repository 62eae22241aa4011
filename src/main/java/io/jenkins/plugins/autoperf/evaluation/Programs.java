package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to record: a list of programs, as JSON.
 *
 * @param rounds sittings of each program under each condition
 * @param injected rounds in which the changed versions are measured too, by condition; rounds count from 1
 */
public record Programs(int rounds, Map<Condition, List<Integer>> injected, List<Program> programs) {
    /**
     * @param good command of the good version
     * @param otherSize command of the good version on another amount of input; empty where there is none
     * @param versions changed ones
     * @param creep versions that each cost a little more than the one before; empty for none
     */
    public record Program(
            String name, List<String> good, List<String> otherSize, List<Version> versions, List<Version> creep) {}

    /**
     * @param effect injected increase of the guilty regions' cost in percent
     * @param guilty regions in which it differs from the good version
     */
    public record Version(String name, Kind kind, int effect, List<String> guilty, List<String> command) {}

    public static Programs read(Path file) {
        Programs programs = EvaluationJson.read(file, Programs.class);
        for (Program program : programs.programs()) {
            check(file, program.name());
            program.versions().forEach(version -> check(file, version.name()));
            program.creep().forEach(version -> check(file, version.name()));
        }
        return programs;
    }

    private static void check(Path file, String name) {
        if (!name.matches("[a-z0-9][a-z0-9+-]{0,60}")) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA,
                    file + " names \"" + name + "\". A name becomes a folder: use small letters, digits and hyphens.");
        }
    }
}

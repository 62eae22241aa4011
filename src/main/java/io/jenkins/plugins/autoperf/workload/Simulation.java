package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.Machine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor that Callgrind simulates (Valgrind's manual, "Callgrind: a call-graph generating cache and branch prediction
 * profiler"). Its caches are given and never the host's, so that every machine simulates the same one.
 *
 * @param firstInstructions first-level cache of instructions: bytes, ways, bytes of a line, with commas between them
 * @param firstData first-level cache of data, likewise
 * @param last last-level cache, likewise
 * @param executions of each region on each thread that are simulated at first; half as many again from each doubling of their
 *     number on. Between them the program runs without a simulation, and much faster.
 */
public record Simulation(String firstInstructions, String firstData, String last, int executions) {
    /** Caches of a current server core. */
    public static final Simulation DEFAULT = new Simulation("32768,8,64", "32768,8,64", "33554432,16,64", 16);

    private static final String LOG = ".callgrind";
    private static final int SMALLEST_LINE = 16;

    /** @throws AutoPerfException for a cache that Callgrind cannot simulate */
    public Simulation {
        check("I1", firstInstructions);
        check("D1", firstData);
        check("LL", last);
        if (executions < 1) {
            throw new AutoPerfException(Kind.USAGE, "At least one execution of each region must be simulated.");
        }
    }

    private static void check(String option, String cache) {
        if (!cache.matches("[1-9][0-9]{0,9},[1-9][0-9]{0,3},[1-9][0-9]{0,3}")) {
            throw new AutoPerfException(Kind.USAGE, "\"" + cache + "\" is no cache: write --" + option
                    + " as bytes, ways and bytes of a line, such as 32768,8,64.");
        }
        long[] parts = Arrays.stream(cache.split(",")).mapToLong(Long::parseLong).toArray();
        long way = parts[1] * parts[2];
        boolean sound = Long.bitCount(parts[2]) == 1
                && parts[2] >= SMALLEST_LINE
                && parts[0] <= Integer.MAX_VALUE
                && parts[0] % way == 0
                && Long.bitCount(parts[0] / way) == 1;
        if (!sound) {
            throw new AutoPerfException(Kind.USAGE, "The cache --" + option + " " + cache + " cannot be simulated: a line"
                    + " must have a power of two of bytes, at least 16, and bytes / (ways x line) must be a power of two.");
        }
    }

    /** The command line that runs a command under Callgrind, which tells its counts to files of that folder. */
    List<String> command(List<String> command, Path folder) {
        List<String> line = new ArrayList<>(List.of(
                "valgrind",
                "--command-line-only=yes",
                "--tool=callgrind",
                "--cache-sim=yes",
                "--branch-sim=yes",
                "--collect-systime=yes",
                "--instr-atstart=no",
                "--I1=" + firstInstructions,
                "--D1=" + firstData,
                "--LL=" + last,
                "--trace-children=yes",
                "--vgdb=no",
                "--callgrind-out-file=/dev/null",
                "--log-file=" + folder.toAbsolutePath().toString().replace("%", "%%") + "/%p" + LOG));
        line.addAll(command);
        return line;
    }

    /** Deletes what Callgrind told; the samples have it. */
    static void deleteLogs(Path folder) {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*" + LOG)) {
            for (Path log : logs) {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            // Files that are left behind are read by nobody.
        }
    }

    /**
     * The simulated processor as the machine of a profile, so that profiles of different hosts can be compared, and those of
     * different caches cannot. Valgrind runs one thread at a time.
     */
    Machine machine(Machine host) {
        String caches = String.join("; ", Stream.of("I1 " + firstInstructions, "D1 " + firstData, "LL " + last).toList());
        return new Machine(
                "Callgrind (" + caches + ")", 1, host.architecture(), "", host.kernel(), host.host(), host.memoryBytes());
    }
}

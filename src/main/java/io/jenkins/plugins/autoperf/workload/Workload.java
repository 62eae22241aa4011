package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to measure.
 *
 * @param command program and arguments
 * @param directory working folder; a program given with a slash is relative to it
 * @param environment variables set beyond the inherited ones
 * @param timeout after which the whole process tree is ended; zero for none
 * @param cpus list of CPUs in the notation of {@code taskset -c}, such as {@code 0,2-3}; empty for all
 */
public record Workload(
        List<String> command, Path directory, Map<String, String> environment, Duration timeout, String cpus) {
    public Workload {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Workload withTimeout(Duration limit) {
        return new Workload(command, directory, environment, limit, cpus);
    }

    /** Refuses what cannot be started, before anything is measured. */
    public void check() {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new AutoPerfException(Kind.USAGE, "No program to run. Give it behind \"--\": autoperf profile -o good -- ./bench");
        }
        if (!Files.isDirectory(directory)) {
            throw new AutoPerfException(Kind.USAGE, "The working folder " + directory + " does not exist.");
        }
        if (timeout.isNegative()) {
            throw new AutoPerfException(Kind.USAGE, "The time-out must not be negative.");
        }
        if (!cpus.isEmpty() && !cpus.matches("[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*")) {
            throw new AutoPerfException(Kind.USAGE, "\"" + cpus + "\" is no list of CPUs. Write it as in 0,2-3.");
        }
        if (!cpus.isEmpty() && !ProgramPath.isOnPath("taskset")) {
            throw new AutoPerfException(
                    Kind.MACHINE, "taskset is not installed, and without it no CPUs can be chosen. Install util-linux.");
        }
        ProgramPath.check(command.get(0), directory, environment);
    }
}

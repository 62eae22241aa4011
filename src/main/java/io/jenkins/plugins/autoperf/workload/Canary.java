package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The canary kernels: fixed work, whose time shows how fast the machine is just now. */
final class Canary {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path program;

    Canary(Path program) {
        this.program = program;
    }

    /** Nanoseconds by kernel, in the order in which they ran. */
    Map<String, Double> measure(String cpus) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("autoperf-canary");
            Execution execution = Execution.run(
                    new Workload(List.of(program.toString()), folder, Map.of(), TIMEOUT, cpus), Map.of(), folder);
            if (!execution.succeeded()) {
                throw new AutoPerfException(Kind.MACHINE, "The canary " + program + " " + execution.failure());
            }
            return parse(Files.readString(folder.resolve(Execution.OUTPUT)));
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.MACHINE, "No temporary folder for the canary could be used: " + e.getMessage() + ".", e);
        } finally {
            Profiler.deleteOutputs(folder);
        }
    }

    private Map<String, Double> parse(String text) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && words[1].matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
                times.put(words[0], Double.parseDouble(words[1]));
            }
        }
        if (times.isEmpty()) {
            throw new AutoPerfException(Kind.MACHINE, "The canary " + program + " printed no times.");
        }
        return times;
    }
}

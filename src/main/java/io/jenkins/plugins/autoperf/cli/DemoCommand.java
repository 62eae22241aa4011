package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Builds two versions of a real multithreaded program, compares them and writes a report.",
        footer = {
            "",
            "Programs: false-sharing, true-sharing, hot-lock, loop-order, branches, lookup, allocation, syscalls,",
            "vectorisation, leak. The exit code is 0 when the demo ran, whatever its verdict."
        })
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = {"-o", "--output"}, defaultValue = "report", paramLabel = "FOLDER", description = "Where the report goes (default: ${DEFAULT-VALUE}).")
    Path output;

    @Option(names = "--program", defaultValue = "hot-lock", paramLabel = "NAME", description = "Which one (default: ${DEFAULT-VALUE}).")
    String program;

    @Mixin
    MeasureOptions measure = new MeasureOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path root = root();
        Path programs = output.resolve("programs").toAbsolutePath();
        if (!Files.isDirectory(root.resolve("src/test/workloads").resolve(program))) {
            throw new AutoPerfException(Kind.USAGE, "There is no demo program '" + program + "'; see 'autoperf demo -h'.");
        }
        console.say("Building the two versions of '" + program + "' ...");
        build(root, programs);
        Report report = new Comparison(
                        console, measure, Hyperparameters.DEFAULT, DetectionOptions.DEFAULT, Existing.OVERWRITE)
                .run(version(programs, "good"), version(programs, "bad"), output, true);
        Verdicts.publish(console, report, output, false);
        return 0;
    }

    private Comparison.Version version(Path programs, String version) {
        Path file = programs.resolve(program).resolve(version);
        return new Comparison.Version(program + ", the " + version + " version", measure.workload(List.of(file.toString())));
    }

    private static Path root() {
        String root = System.getProperty("autoperf.root");
        if (root == null) {
            throw new AutoPerfException(Kind.USAGE, "The demo needs AutoPerf's sources; start it as 'bin/autoperf demo' in a clone.");
        }
        return Path.of(root);
    }

    private static void build(Path root, Path programs) {
        try {
            Files.createDirectories(programs);
            Path log = programs.resolve("build.log");
            int exit = new ProcessBuilder(
                            "make", "-s", "-C", root.resolve("src/test/workloads").toString(), "OUT=" + programs)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AutoPerfException(Kind.MACHINE, "The demo programs did not build; see " + log + ".");
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The demo programs cannot be built: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutoPerfException(Kind.MACHINE, "Interrupted.", e);
        }
    }
}

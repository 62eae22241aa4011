package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Runs two versions in turn on this machine and judges the second: the most sensitive way.",
        footer = {"", "Example: autoperf compare -o report/ --good './bench-old' --new './bench-new'"})
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FOLDER", description = "Where profiles, model and report go.")
    Path output;

    @Option(names = "--good", required = true, paramLabel = "LINE", description = "Shell line that runs the good version.")
    String good;

    @Option(names = "--new", required = true, paramLabel = "LINE", description = "Shell line that runs the new version.")
    String candidate;

    @Option(names = "--overwrite", description = "Replace what an earlier comparison left in the folder.")
    boolean overwrite;

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Mixin
    ComparisonOptions options = new ComparisonOptions();

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = options.inTurn(console, overwrite)
                .run(version(good), version(candidate), output, options.confirm);
        return Verdicts.publish(console, report, output, json);
    }

    private Comparison.Version version(String line) {
        return new Comparison.Version(line, options.measure.workload(List.of("sh", "-c", line)));
    }
}

package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "The whole of a build in CI: measures, judges by the last good build's model, learns the next one.",
        footer = {
            "",
            "FOLDER receives profile, report.json.gz, index.html and model.json.gz, the model for the next build. Keep that",
            "model only if the build is good. Exit code: 0 no regression, 1 regression, 2 inconclusive, 3 and up errors.",
            "Examples: autoperf check -o perf/ -- ./bench --size 1000",
            "          autoperf check -o perf/ -m good/model.json.gz -- ./bench --size 1000"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int MOST_SESSIONS = 100;

    private final Console console;

    @Spec
    CommandSpec spec;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FOLDER", description = "Where everything goes; what an earlier check left there is replaced.")
    Path output;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "Model of a good build; may be repeated, and the first is the one that is continued. Without one this is a first measurement.")
    List<Path> models = List.of();

    @Option(names = "--name", paramLabel = "TEXT", description = "What the report calls this build (default: the folder).")
    String name;

    @Option(names = "--baseline-name", paramLabel = "TEXT", description = "What it calls the baseline (default: the model's file); one for each model.")
    List<String> baselineNames = List.of();

    @Option(
            names = "--history",
            defaultValue = "5",
            paramLabel = "N",
            description = "Good measurements that the next model is learnt from at most; 1 for this one alone (default: ${DEFAULT-VALUE}).")
    int history;

    @Option(names = "--fresh", description = "Begin anew: compare with no model, even if one is given, and make this measurement the baseline.")
    boolean fresh;

    @Option(
            names = "--no-files",
            hidden = true,
            description = "Write no page and do not say where the files are: Jenkins takes them away.")
    boolean noFiles;

    @Mixin
    ComparisonOptions options = new ComparisonOptions();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Program and arguments; else 'workload' of .autoperf.yml.")
    List<String> command = List.of();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> line = ProjectFile.workload(spec.commandLine(), command);
        MeasureOptions.require(history >= 1 && history <= MOST_SESSIONS, "--history must be between 1 and " + MOST_SESSIONS);
        MeasureOptions.require(
                baselineNames.size() <= models.size() || models.isEmpty(), "There are more --baseline-name than --model");
        Report report = new Check(console, options.check(history), output, !noFiles)
                .run(line, name == null ? output.toString() : name, baselines());
        return Verdicts.exitCode(report);
    }

    private List<Check.Baseline> baselines() {
        List<Check.Baseline> baselines = new ArrayList<>();
        for (int m = 0; m < models.size() && !fresh; m++) {
            Path file = models.get(m);
            String called = m < baselineNames.size() ? baselineNames.get(m) : file.toString();
            baselines.add(new Check.Baseline(called, ModelFile.read(file)));
        }
        return baselines;
    }
}

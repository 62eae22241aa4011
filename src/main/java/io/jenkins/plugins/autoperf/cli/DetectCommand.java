package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = "Judges a profile of a new version by the model of a good one.",
        footer = {
            "",
            "Exit code: 0 no regression, 1 regression, 2 inconclusive, 3 and up errors.",
            "With several models (the last good version, an anchor from months ago) every region is judged by each.",
            "Example: autoperf detect -m model.json -o report/ new/"
        })
final class DetectCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = {"-m", "--model"}, required = true, paramLabel = "FILE", description = "A model; may be repeated.")
    List<Path> models;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FOLDER", description = "Where report.json and index.html go.")
    Path output;

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Mixin
    JudgeOptions options = new JudgeOptions();

    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Profile folders of the new version.")
    List<Path> profiles;

    DetectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Analysis analysis = new Analysis(console);
        Profile candidate = analysis.load(profiles);
        String name = profiles.get(profiles.size() - 1).toString();
        List<Report> reports = new ArrayList<>();
        for (Path file : models) {
            Model model = ModelFile.read(file);
            Detection detection =
                    analysis.detect(model, candidate, options.options(), options.acceptOtherMachine);
            reports.add(analysis.report(model, file.toString(), candidate, name, detection));
        }
        return Verdicts.publish(console, Reports.merge(reports), output, json);
    }
}

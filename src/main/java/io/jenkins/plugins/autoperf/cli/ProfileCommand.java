package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.workload.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Runs an annotated workload and records the counters of its regions.",
        footer = {"", "Example: autoperf profile -o good/ --runs 10 -- ./bench --size 1000"})
final class ProfileCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    CommandSpec spec;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FOLDER", description = "Where the profile goes.")
    Path output;

    @Option(names = "--append", description = "Add runs to the profile that is in the folder.")
    boolean append;

    @Option(names = "--overwrite", description = "Replace the profile that is in the folder.")
    boolean overwrite;

    @Option(names = "--json", description = "Print what was measured as JSON.")
    boolean json;

    @Mixin
    MeasureOptions measure = new MeasureOptions();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Program and arguments; else 'workload' of .autoperf.yml.")
    List<String> command = List.of();

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> line = ProjectFile.workload(spec.commandLine(), command);
        MeasureOptions.require(!append || !overwrite, "--append and --overwrite exclude each other");
        Existing existing = append ? Existing.APPEND : overwrite ? Existing.OVERWRITE : Existing.REFUSE;
        measure.measure(console, List.of(new Target(output.toString(), measure.workload(line), output)), existing);
        ProfileSummary summary = ProfileSummary.of(output);
        console.out().println(json ? Json.text(summary) : summary.text());
        return 0;
    }
}

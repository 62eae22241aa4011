package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.Diff;
import io.jenkins.plugins.autoperf.annotate.build.Limits;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions.Side;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Annotates the functions that a change touched, builds the changed and the earlier version, runs them in turn and judges the change.",
        footer = {
            "",
            "Both versions are built and run in copies; your folder stays as it is. Paths in LINE and COMMAND must be relative to the",
            "working folder, and LINE must build a fresh checkout. Needs libclang (Debian: libclang1-14 or later).",
            "Example: autoperf run --since origin/main --build 'make' -o report/ -- ./bench"
        })
final class RunCommand implements Callable<Integer> {
    private static final String COMMIT = "commit";

    private final Console console;

    /** What the candidate is compared with. */
    enum Reference {
        INTERLEAVED,
        ARCHIVED
    }

    @Spec
    CommandSpec spec;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FOLDER", description = "Where profiles, model, report and the output of the builds go.")
    Path output;

    @Option(names = "--since", required = true, paramLabel = "COMMIT", description = "The change is from where HEAD parted from this commit, branch or tag to the files as they are.")
    String since;

    @Option(names = "--build", required = true, paramLabel = "LINE", description = "Shell line that builds the program in a fresh checkout.")
    String build;

    @Option(
            names = "--reference",
            defaultValue = "interleaved",
            paramLabel = "HOW",
            description = "interleaved: build and run the earlier version in turn with this one; archived: judge by the models given by -m (default: ${DEFAULT-VALUE}).")
    Reference reference;

    @Option(names = {"-m", "--model"}, paramLabel = "FILE", description = "Model of a good build, with --reference archived; may be repeated.")
    List<Path> models = List.of();

    @Option(names = "--libclang", defaultValue = "", paramLabel = "FILE", description = "The libclang to use, if not the one that is found.")
    String libclang;

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "N",
            description = "Functions that are annotated because they use one changed macro, type or variable (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(
            names = "--overhead-check",
            defaultValue = "auto",
            paramLabel = "WHEN",
            description = "Build this version without regions too, and measure what they cost: always, never, or auto, where an estimate says"
                    + " 1 %% or more (default: ${DEFAULT-VALUE}).")
    RegionBudget.Check overheadCheck;

    @Option(names = "--build-timeout", defaultValue = "1h", paramLabel = "TIME", description = "Time after which a build is ended (default: ${DEFAULT-VALUE}).")
    Duration buildTimeout;

    @Option(names = "--overwrite", description = "Replace what an earlier run left in the folder.")
    boolean overwrite;

    @Option(names = "--name", defaultValue = "", paramLabel = "TEXT", description = "What the report calls this version (default: the changes since the commit).")
    String name;

    @Option(
            names = "--no-files",
            hidden = true,
            description = "Write what Jenkins takes away: report.json.gz, counters.json and the commit of HEAD; no page.")
    boolean noFiles;

    @Option(names = "--keep", description = "Do not delete the copies in which the versions were built, and say where they are.")
    boolean keep;

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Mixin
    ComparisonOptions options = new ComparisonOptions();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Program and arguments; else 'workload' of .autoperf.yml.")
    List<String> command = List.of();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<String> line = ProjectFile.workload(spec.commandLine(), command);
        boolean both = reference == Reference.INTERLEAVED;
        MeasureOptions.require(both || !models.isEmpty(), "--reference archived needs a model, given by -m");
        MeasureOptions.require(!both || models.isEmpty(), "-m goes with --reference archived");
        MeasureOptions.require(limit >= 0 && limit <= 10_000, "--limit must be between 0 and 10000");
        MeasureOptions.require(
                !both || overwrite || !Files.exists(output.resolve(Comparison.NEW)), output + " holds an earlier run; replace it with --overwrite");
        Changes changes = Diff.since(options.measure.directory, since);
        Limits limits = new Limits(libclang, limit, Limits.DEFAULT.seconds(), buildTimeout);
        SinceRun.Settings settings = new SinceRun.Settings(options.measure, options.judge.options(), name, build, limits, overheadCheck);
        SinceRun run = new SinceRun(console, settings, changes, output);
        try {
            String head = Diff.head(options.measure.directory);
            Report report = run.run(line, both, ready -> both ? inTurn(ready, line) : byModels(ready, line));
            return noFiles ? handOver(report, head) : Verdicts.publish(console, report, output, json);
        } finally {
            if (keep) {
                console.say("The copies are in " + run.copies() + ". Delete them, or a run after two days will.");
            } else {
                run.close();
            }
        }
    }

    private int handOver(Report report, String head) {
        try {
            Files.createDirectories(output);
            Files.writeString(output.resolve(COMMIT), head);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The folder " + output + " cannot be written to: " + e.getMessage() + ".", e);
        }
        options.measure.keepAvailability(output.resolve(Check.COUNTERS));
        ReportFile.write(report, output.resolve(Check.REPORT));
        Verdicts.print(console, report, json);
        return Verdicts.exitCode(report);
    }

    private Report inTurn(SinceRun run, List<String> line) {
        return options.inTurn(console, overwrite)
                .run(run.version(Side.REFERENCE, line), run.version(Side.CANDIDATE, line), output, options.confirm);
    }

    private Report byModels(SinceRun run, List<String> line) {
        List<Check.Baseline> baselines =
                models.stream().map(file -> new Check.Baseline(file.toString(), ModelFile.read(file))).toList();
        return new Check(console, options.check(1), output, false)
                .run(run.workload(Side.CANDIDATE, line), run.version(Side.CANDIDATE, line).name(), baselines);
    }
}

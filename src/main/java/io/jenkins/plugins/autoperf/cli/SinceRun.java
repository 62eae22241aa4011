package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.build.AnnotatedFunction;
import io.jenkins.plugins.autoperf.annotate.build.Limits;
import io.jenkins.plugins.autoperf.annotate.build.Pairing;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions.Side;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaMethods;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportBuilder;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions that a change touched, annotated, built and measured in the candidate and, where it is wanted, in the reference. */
final class SinceRun implements AutoCloseable {
    private static final int LISTED = 10;

    private final Console console;
    private final Settings settings;
    private final Path output;
    private final Changes changes;
    private final TwoVersions versions;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param name what the report calls the candidate; empty for what it says of itself
     * @param build shell line that builds a version
     * @param overhead when it is measured what the regions cost
     */
    record Settings(
            MeasureOptions measure, DetectionOptions detection, String name, String build, Limits limits, RegionBudget.Check overhead) {}

    /** How the two versions are judged once both, or the candidate alone, can be run. */
    interface Judgement {
        Report of(SinceRun run);
    }

    SinceRun(Console console, Settings settings, Changes changes, Path output) {
        this.console = console;
        this.settings = settings;
        this.output = output;
        this.changes = changes;
        Path within = within(changes.root(), settings.measure().directory);
        versions = new TwoVersions(
                changes, within, settings.build(), settings.limits(), Optional.of(output.resolve("build")), console::say);
    }

    /** The workload's folder, relative to the tree. */
    static Path within(Path root, Path directory) {
        try {
            Path real = directory.toRealPath();
            if (real.startsWith(root)) {
                return root.relativize(real);
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.USAGE, "The working folder " + directory + " does not exist.", e);
        }
        throw new AutoPerfException(
                Kind.USAGE, "The working folder " + directory + " is not in the tree " + root + ". Name one that is with --directory.");
    }

    /**
     * Builds, leaves out what would cost too much, and measures.
     *
     * @param command of the workload
     * @param both whether to build and try the reference too
     * @return without regions where no function is left to be measured; its summary says why
     */
    Report run(List<String> command, boolean both, Judgement judgement) {
        if (changes.files().stream().allMatch(change -> change.ranges().isEmpty())) {
            String what = changes.files().isEmpty() ? "Nothing" : "Nothing but comments, white space or deleted files";
            return nothing(command, what + " changed since " + base() + ".");
        }
        versions.buildCandidate();
        versions.learn(Side.CANDIDATE, workload(Side.CANDIDATE, command));
        tell(versions.pairing().added());
        if (versions.pairing().added().isEmpty()) {
            requireSearched();
            String methods = versions.methods().isPresent() ? " or method that the program loaded" : "";
            return nothing(
                    command,
                    "The change touches no function that the build compiled" + methods + " and that can be annotated; there is nothing to measure.");
        }
        if (both) {
            versions.buildReference();
            versions.learn(Side.REFERENCE, workload(Side.REFERENCE, command));
            warn(versions.gone());
        }
        try {
            return measured(command, both, judgement);
        } catch (AutoPerfException e) {
            if (e.kind() != Kind.NO_REGION) {
                throw e;
            }
            return unexecuted(command);
        }
    }

    private Report measured(List<String> command, boolean both, Judgement judgement) {
        RegionBudget budget = new RegionBudget(console, settings.measure(), versions, command, output);
        warnings.addAll(budget.keep(settings.overhead()));
        Pairing pairing = versions.pairing();
        if (both) {
            warn(pairing.added().stream()
                    .map(f -> f.name() + " (" + f.place() + ") is new: the reference has no such function.")
                    .toList());
        }
        if (both ? pairing.pairs().isEmpty() : pairing.added().isEmpty()) {
            return nothing(command, "No function that the change touched is left to be compared.");
        }
        Report report = Reports.locate(judgement.of(this), origins(pairing));
        return Reports.warn(report, warnings);
    }

    /** A program that the runtime cannot be loaded into looks the same. */
    private Report unexecuted(List<String> command) {
        List<AnnotatedFunction> all = versions.annotated();
        boolean compiled = all.stream().anyMatch(f -> !JavaMethods.isSource(Path.of(f.file())));
        String names = all.stream().limit(LISTED).map(AnnotatedFunction::name).collect(Collectors.joining(", "));
        warn(List.of("Not executed: " + names + (all.size() > LISTED ? " and " + (all.size() - LISTED) + " more." : ".")
                + (compiled ? " What a statically linked program executes is not seen." : "")));
        return nothing(
                command,
                "The program executes none of the " + (compiled ? "functions" : "methods")
                        + " that the change touches and that are annotated; there is nothing to measure.");
    }

    private Report nothing(List<String> command, String why) {
        return ReportBuilder.nothing(
                name(Side.REFERENCE), name(Side.CANDIDATE), command, settings.detection(), why, warnings);
    }

    private String base() {
        return changes.base().substring(0, 10);
    }

    Comparison.Version version(Side side, List<String> command) {
        return new Comparison.Version(name(side), workload(side, command));
    }

    private String name(Side side) {
        String candidate = settings.name().isEmpty() ? "the changes since " + base() : settings.name();
        return side == Side.REFERENCE ? base() : candidate;
    }

    Workload workload(Side side, List<String> command) {
        return settings.measure().workload(command, versions.folder(side), versions.environment(side));
    }

    private void tell(List<AnnotatedFunction> functions) {
        functions.stream().limit(LISTED).forEach(f -> console.say("  " + f.place() + " " + f.name() + ": " + f.why()));
        if (functions.size() > LISTED) {
            console.say("  and " + (functions.size() - LISTED) + " more");
        }
        versions.log().leftOut().forEach((f, why) -> warnings.add(f.name() + " (" + f.place() + ") is not annotated: " + why + "."));
        versions.methods().ifPresent(report -> report.methods().stream()
                .filter(method -> !method.annotated())
                .forEach(m -> warnings.add(m.signature() + " (" + Path.of(m.file()).getFileName() + ":" + m.line() + ") is not annotated: " + m.reason() + ".")));
        warnings.addAll(changes.notes());
        warnings.addAll(versions.notes());
        warnings.stream().limit(LISTED).forEach(console::say);
    }

    /** That there is nothing to measure may be said only where it was looked for. */
    private void requireSearched() {
        if (versions.calledNoCompiler()) {
            throw new AutoPerfException(
                    Kind.WORKLOAD,
                    "The build (" + settings.build() + ") called no compiler of PATH, CC or CXX, so nothing could be annotated."
                            + " Give a line that builds the program in a fresh checkout, here and not elsewhere.");
        }
        versions.log().unread().stream().findFirst().ifPresent(why -> {
            throw new AutoPerfException(Kind.MACHINE, "What the change touches could not be found: " + why);
        });
    }

    private void warn(List<String> sentences) {
        warnings.addAll(sentences);
        sentences.stream().limit(LISTED).forEach(console::say);
    }

    private static Map<String, Report.Origin> origins(Pairing pairing) {
        Map<String, Report.Origin> origins = new HashMap<>();
        Stream.concat(pairing.pairs().stream().map(Pairing.Pair::candidate), pairing.added().stream())
                .forEach(f -> origins.put(pairing.label(f), new Report.Origin(f.place(), f.why())));
        return origins;
    }

    /** Where the two versions are, while this is open. */
    Path copies() {
        return versions.folder();
    }

    @Override
    public void close() {
        versions.close();
    }
}

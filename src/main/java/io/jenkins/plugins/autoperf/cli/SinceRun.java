package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.build.AnnotatedFunction;
import io.jenkins.plugins.autoperf.annotate.build.Limits;
import io.jenkins.plugins.autoperf.annotate.build.Pairing;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions.Side;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions that a change touched, annotated, built and measured in the candidate and, where it is wanted, in the reference. */
final class SinceRun implements AutoCloseable {
    private static final int LISTED = 10;
    private static final int TRIALS = 3;
    private static final String TRIAL = "trial";

    private final Console console;
    private final MeasureOptions measure;
    private final Path output;
    private final Changes changes;
    private final TwoVersions versions;
    private final List<String> warnings = new ArrayList<>();

    /** How the two versions are judged once both, or the candidate alone, can be run. */
    interface Judgement {
        Report of(SinceRun run);
    }

    SinceRun(Console console, MeasureOptions measure, Path output, Changes changes, String line, Limits limits) {
        this.console = console;
        this.measure = measure;
        this.output = output;
        this.changes = changes;
        versions = new TwoVersions(changes, within(changes.root(), measure.directory), line, limits, Optional.of(output.resolve("build")), console::say);
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
     * @return nothing where no function is left to be measured; why was said
     */
    Optional<Report> run(List<String> command, boolean both, Judgement judgement) {
        if (changes.files().stream().allMatch(change -> change.ranges().isEmpty())) {
            console.say("Nothing but comments, white space or deleted files changed since " + changes.base().substring(0, 10) + ".");
            return Optional.empty();
        }
        versions.buildCandidate();
        versions.learn(Side.CANDIDATE, workload(Side.CANDIDATE, command));
        tell(versions.pairing().added());
        if (versions.pairing().added().isEmpty()) {
            console.say("The change touches no function that the build compiled and that can be annotated; there is nothing to measure.");
            return Optional.empty();
        }
        if (both) {
            versions.buildReference();
            versions.learn(Side.REFERENCE, workload(Side.REFERENCE, command));
        }
        dropTooDear(command);
        Pairing pairing = versions.pairing();
        if (both ? pairing.pairs().isEmpty() : pairing.added().isEmpty()) {
            console.say("No function that the change touched is left to be compared.");
            warnings.forEach(console::say);
            return Optional.empty();
        }
        warn(pairing, both);
        Report report = Reports.locate(judgement.of(this), origins(pairing));
        return Optional.of(Reports.warn(report, warnings));
    }

    Comparison.Version version(Side side, List<String> command) {
        String commit = changes.base().substring(0, 10);
        return new Comparison.Version(side == Side.REFERENCE ? commit : "the changes since " + commit, workload(side, command));
    }

    Workload workload(Side side, List<String> command) {
        return measure.workload(command, versions.folder(side), versions.environment(side));
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

    private void dropTooDear(List<String> command) {
        Analysis analysis = new Analysis(console);
        Path folder = output.resolve(TRIAL);
        for (int trial = 0; trial < TRIALS; trial++) {
            measure.tryOut(console, new Target(Side.CANDIDATE.text(), workload(Side.CANDIDATE, command), folder));
            Profile profile = analysis.load(List.of(folder));
            Map<String, String> dear = Trial.tooDear(profile);
            if (dear.isEmpty()) {
                break;
            }
            dear.forEach((region, why) -> {
                String sentence = region + " is not measured: " + why + ".";
                console.say(sentence);
                warnings.add(sentence);
            });
            versions.exclude(dear.keySet());
            if (profile.regions().size() == dear.size()) {
                break;
            }
        }
        ProfileFolder.delete(folder);
    }

    private void warn(Pairing pairing, boolean both) {
        if (both) {
            pairing.added().forEach(f -> warnings.add(f.name() + " (" + f.place() + ") is new: the reference has no such function."));
        }
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

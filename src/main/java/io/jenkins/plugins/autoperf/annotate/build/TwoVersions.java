package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.jvm.AgentReport;
import io.jenkins.plugins.autoperf.annotate.jvm.AnnotatedMethod;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaAgent;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The candidate, which is the working tree as it is, and the commit that it is compared with: each copied, and built with
 * annotations in the functions that the change touched. Closing deletes the copies.
 */
public final class TwoVersions implements AutoCloseable {
    private static final String LABELS = "-regions";

    /**
     * The two, and the candidate without annotations, by names of one length: what a program does may depend on how long its
     * path is.
     */
    public enum Side {
        REFERENCE,
        CANDIDATE,
        UNGUARDED;

        /** What folders and messages call it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Changes changes;
    private final String line;
    private final Limits limits;
    private final Path output;
    private final Consumer<String> progress;
    private final BuildPlace place;
    private final Map<Side, AnnotatedBuild> builds = new EnumMap<>(Side.class);
    private final List<String> notes = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();

    /**
     * @param changes of the candidate
     * @param within folder of the tree, relative to its root, in which to build and to run
     * @param line that builds a version, for the shell
     * @param output folder for what the builds print; empty: it is not kept
     * @param progress is told what is being done, in sentences
     */
    public TwoVersions(Changes changes, Path within, String line, Limits limits, Optional<Path> output, Consumer<String> progress) {
        this.changes = changes;
        this.line = line;
        this.limits = limits;
        this.progress = progress;
        place = BuildPlace.create(within);
        this.output = output.orElseGet(place::output);
    }

    /** Builds the candidate. */
    public void buildCandidate() {
        Path tree = place.tree(Side.CANDIDATE);
        progress.accept("Copying the working tree and building it with annotations (" + line + ") ...");
        notes.addAll(PrivateTree.candidate(changes.root(), tree));
        Wanted wanted = Wanted.touched(changes, tree, limits);
        build(Side.CANDIDATE, wanted, Optional.of(changes.inCopy(tree))
                .filter(JavaAgent::concerns)
                .map(moved -> JavaAgent.touched(place.agent(Side.CANDIDATE), moved)));
        BuildLog log = log();
        notes.addAll(log.remarks());
        wanted.files().stream()
                .filter(file -> SourceTree.isCompiledAlone(file) && !log.compiled(file))
                .forEach(file -> notes.add(tree.relativize(file) + " changed, but the build did not compile it by a compiler of PATH, CC or CXX."));
        Map<AnnotatedFunction, String> beyond = log.beyond(limits.limit());
        beyond.values().stream().distinct().forEach(use -> notes.add("More than " + limits.limit() + " functions use " + use
                + ": the first are annotated. More with --limit."));
        rebuild(Side.CANDIDATE, beyond.keySet().stream().map(AnnotatedFunction::region).toList());
    }

    /** Builds the commit, with annotations in the functions that the candidate has them in. */
    public void buildReference() {
        Path tree = place.tree(Side.REFERENCE);
        progress.accept("Checking out " + changes.base().substring(0, 10) + " and building it likewise ...");
        notes.addAll(PrivateTree.reference(changes.root(), changes.base(), tree));
        build(Side.REFERENCE, Wanted.known(candidate().compiled(), tree, limits), candidate().methods()
                .map(report -> JavaAgent.known(place.agent(Side.REFERENCE), report.annotated())));
        // Others of the same name may have been taken for them.
        List<String> others = pairing().vanished().stream().map(AnnotatedFunction::region).toList();
        if (!others.isEmpty()) {
            rebuild(Side.REFERENCE, others);
        }
        gone.addAll(new Vanished(changes, limits, place.folder()).between(builds.get(Side.REFERENCE), candidate()));
    }

    /**
     * Builds the candidate without annotations, unless that was done before. The agents of its JVMs look at what those of the candidate
     * look at, and annotate nothing.
     */
    public void buildUnguarded() {
        if (!builds.containsKey(Side.UNGUARDED)) {
            Path tree = place.tree(Side.UNGUARDED);
            progress.accept("Building the working tree without annotations, to measure what they cost ...");
            PrivateTree.candidate(changes.root(), tree);
            build(Side.UNGUARDED, Wanted.nothing(tree, limits), candidate().methods()
                    .map(report -> JavaAgent.touched(place.agent(Side.UNGUARDED), changes.inCopy(tree))));
            builds.get(Side.UNGUARDED).exclude(candidate().methods().stream()
                    .flatMap(report -> report.annotated().stream())
                    .map(AnnotatedMethod::region)
                    .toList());
        }
    }

    private void build(Side side, Wanted wanted, Optional<JavaAgent> java) {
        Path tree = place.tree(side);
        CompilerSession session = CompilerSession.create(place.session(side), tree, wanted);
        AnnotatedBuild build = new AnnotatedBuild(side.text(), tree, place.folder(side), session, java, output.resolve(side.text()));
        builds.put(side, build);
        build.run(line, limits.build());
    }

    private AnnotatedBuild candidate() {
        return builds.get(Side.CANDIDATE);
    }

    /** Which function is which; all are new before the reference is built. */
    public Pairing pairing() {
        AnnotatedBuild reference = builds.get(Side.REFERENCE);
        return Pairing.of(reference == null ? List.of() : reference.annotated(), candidate().annotated());
    }

    /** The functions and methods that the candidate has regions in. */
    public List<AnnotatedFunction> annotated() {
        return candidate().annotated();
    }

    /** What the compilers of the candidate told. */
    public BuildLog log() {
        return candidate().log();
    }

    /** Whether C or C++ changed and the build of the candidate called none of the compilers that annotate it. */
    public boolean calledNoCompiler() {
        return log().compilations().isEmpty()
                && changes.files().stream().anyMatch(c -> !c.ranges().isEmpty() && SourceTree.isSource(c.file()));
    }

    /**
     * Runs the program of that version once where Java sources changed: which of their methods can be annotated is known when their
     * classes have been loaded.
     */
    public void learn(Side side, Workload workload) {
        if (builds.get(side).methods().isPresent()) {
            progress.accept("Running the " + side.text() + " once, to see which Java methods it has ...");
            builds.get(side).learn(workload);
            AgentReport report = builds.get(side).methods().orElseThrow();
            notes.addAll(report.failures());
            if (side == Side.CANDIDATE) {
                noteUnseen(report);
            }
        }
    }

    private void noteUnseen(AgentReport report) {
        Path tree = place.tree(Side.CANDIDATE);
        report.leftOut().stream()
                .filter(change -> change.lines().isEmpty())
                .forEach(change -> notes.add(tree.relativize(change.file()) + " changed, but " + change.reason() + "."));
        changes.inCopy(tree).files().stream()
                .filter(change -> !change.ranges().isEmpty())
                .map(FileChange::file)
                .filter(file -> file.toString().endsWith(".java") && !report.sources().contains(file))
                .forEach(file -> notes.add(tree.relativize(file) + " changed, but the program loaded no class of it."));
    }

    /** What the agents in the candidate's JVMs told. */
    public Optional<AgentReport> methods() {
        return candidate().methods();
    }

    /** Functions that the reference has and the candidate has not, in sentences; none before the reference is built. */
    public List<String> gone() {
        return List.copyOf(gone);
    }

    /** What was left out of the copies, in sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Builds again without the regions of these labels. */
    public void exclude(Collection<String> labels) {
        Pairing pairing = pairing();
        rebuild(Side.CANDIDATE, named(pairing.candidateLabels(), labels));
        if (builds.containsKey(Side.REFERENCE)) {
            rebuild(Side.REFERENCE, named(pairing.referenceLabels(), labels));
        }
    }

    private static List<String> named(Map<String, String> labels, Collection<String> wanted) {
        return labels.entrySet().stream().filter(e -> wanted.contains(e.getValue())).map(Map.Entry::getKey).toList();
    }

    private void rebuild(Side side, List<String> regions) {
        if (!regions.isEmpty()) {
            if (builds.get(side).exclude(regions)) {
                builds.get(side).run(line, limits.build());
            }
        }
    }

    /** Folder in which the program of that version is to be run. */
    public Path folder(Side side) {
        return place.folder(side);
    }

    /** Variables under which the program of that version calls its regions by their labels. */
    public Map<String, String> environment(Side side) {
        Pairing pairing = pairing();
        Map<String, String> labels = switch (side) {
            case REFERENCE -> pairing.referenceLabels();
            case CANDIDATE -> pairing.candidateLabels();
            case UNGUARDED -> Map.of();
        };
        Path file = place.session(side).resolveSibling(side.text() + LABELS);
        try {
            Files.write(file, labels.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList());
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The names of regions " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
        Map<String, String> environment = new java.util.TreeMap<>(builds.get(side).environment());
        environment.put("AUTOPERF_REGIONS", file.toString());
        return environment;
    }

    /** The folder that holds the copies, {@code candidate} and {@code reference}. */
    public Path folder() {
        return place.folder();
    }

    @Override
    public void close() {
        place.close();
    }
}

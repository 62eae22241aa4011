package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.jvm.AgentReport;
import io.jenkins.plugins.autoperf.annotate.jvm.AnnotatedMethod;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaAgent;
import io.jenkins.plugins.autoperf.workload.Execution;
import io.jenkins.plugins.autoperf.workload.NativeRuntime;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A version in a folder of its own, built by the user's line with annotations in the functions that are wanted. */
final class AnnotatedBuild {
    private final String name;
    private final Path tree;
    private final Path folder;
    private final CompilerSession session;
    private final Optional<JavaAgent> java;
    private final Path output;
    private final Set<String> excluded = new HashSet<>();

    /**
     * @param name what messages call the version
     * @param tree real path of the copy to build in
     * @param folder of it in which the line is run
     * @param session what is annotated there
     * @param java what is annotated in the JVMs of the program, where it is to be
     * @param output folder for what the build prints
     */
    AnnotatedBuild(String name, Path tree, Path folder, CompilerSession session, Optional<JavaAgent> java, Path output) {
        this.name = name;
        this.tree = tree;
        this.folder = folder;
        this.session = session;
        this.java = java;
        this.output = output;
    }

    /**
     * Runs the line.
     *
     * @param line for the shell
     * @param limit time for it
     * @throws AutoPerfException where it fails
     */
    void run(String line, Duration limit) {
        try {
            Files.createDirectories(output);
            if (!Files.isDirectory(folder)) {
                throw new AutoPerfException(
                        Kind.USAGE, "The folder " + tree.relativize(folder) + " is not in the " + name + ", so it cannot be built there.");
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The folder " + output + " cannot be made: " + e.getMessage() + ".", e);
        }
        Workload build = new Workload(List.of("sh", "-c", line), folder, session.environment(System.getenv()), limit, "");
        Execution execution = Execution.run(build, Map.of(), output);
        if (!execution.succeeded()) {
            throw new AutoPerfException(Kind.WORKLOAD, "The build of the " + name + " (" + line + ") " + execution.failure());
        }
    }

    /** Real path of the copy that is built. */
    Path tree() {
        return tree;
    }

    /** What the compilers told so far. */
    BuildLog log() {
        return BuildLog.read(session.log(), tree);
    }

    /**
     * Runs the program once, so that the agents of its JVMs tell which methods they annotate; without one there is nothing to learn.
     *
     * @throws AutoPerfException where it fails
     */
    void learn(Workload workload) {
        if (java.isPresent()) {
            Map<String, String> environment = Map.of("AUTOPERF_LIBRARY", NativeRuntime.find().library().toString());
            Execution execution = Execution.run(workload, environment, output);
            if (!execution.succeeded()) {
                throw new AutoPerfException(Kind.WORKLOAD, "The program of the " + name + " " + execution.failure());
            }
        }
    }

    /** What the agents told of Java methods so far; empty where there are no agents. */
    Optional<AgentReport> methods() {
        return java.map(JavaAgent::report);
    }

    /** Variables for the program, beside those of AutoPerf's own process. */
    Map<String, String> environment() {
        return java.map(agent -> agent.environment(System.getenv())).orElse(Map.of());
    }

    /** The compiled functions whose regions the program has. */
    List<AnnotatedFunction> compiled() {
        return log().annotated().stream().filter(f -> !excluded.contains(f.region())).toList();
    }

    /** These, and the Java methods. */
    List<AnnotatedFunction> annotated() {
        Stream<AnnotatedFunction> known = methods().stream()
                .flatMap(report -> report.annotated().stream())
                .map(this::function)
                .filter(f -> !excluded.contains(f.region()));
        return Stream.concat(compiled().stream(), known).toList();
    }

    private AnnotatedFunction function(AnnotatedMethod method) {
        Path file = Path.of(method.file());
        String place = file.startsWith(tree) ? tree.relativize(file).toString() : method.file();
        return new AnnotatedFunction(method.region(), method.name(), method.signature(), place, method.line(), method.why());
    }

    /**
     * Takes these regions out of the program.
     *
     * @return whether the line is to be run again: the sources of compiled functions are made new, so that it compiles them
     */
    boolean exclude(Collection<String> regions) {
        Set<String> more = new LinkedHashSet<>(regions);
        more.removeAll(excluded);
        excluded.addAll(more);
        java.ifPresent(agent -> agent.exclude(more));
        Set<Path> sources = log().compilations().stream()
                .filter(c -> c.functions().stream().anyMatch(f -> f.annotated() && more.contains(f.function().region())))
                .flatMap(c -> c.sourceFiles().stream())
                .collect(Collectors.toSet());
        if (sources.isEmpty()) {
            return false;
        }
        session.exclude(more);
        FileTime now = FileTime.from(Instant.now());
        try {
            for (Path source : sources) {
                Files.setLastModifiedTime(source, now);
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The sources of the " + name + " cannot be touched: " + e.getMessage() + ".", e);
        }
        return true;
    }
}

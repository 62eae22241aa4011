package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.workload.Execution;
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
import java.util.Set;

/** A version in a folder of its own, built by the user's line with annotations in the functions that are wanted. */
final class AnnotatedBuild {
    private final String name;
    private final Path tree;
    private final Path folder;
    private final CompilerSession session;
    private final Path output;
    private final Set<String> excluded = new HashSet<>();

    /**
     * @param name what messages call the version
     * @param tree real path of the copy to build in
     * @param folder of it in which the line is run
     * @param session what is annotated there
     * @param output folder for what the build prints
     */
    AnnotatedBuild(String name, Path tree, Path folder, CompilerSession session, Path output) {
        this.name = name;
        this.tree = tree;
        this.folder = folder;
        this.session = session;
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

    /** What the compilers told so far. */
    BuildLog log() {
        return BuildLog.read(session.log(), tree);
    }

    /** The functions whose regions the program has. */
    List<AnnotatedFunction> annotated() {
        return log().annotated().stream().filter(f -> !excluded.contains(f.region())).toList();
    }

    /** Takes these regions out of the program: their sources are made new, so that the line, run again, compiles them again. */
    void exclude(Collection<String> regions) {
        Set<String> more = new LinkedHashSet<>(regions);
        more.removeAll(excluded);
        if (more.isEmpty()) {
            return;
        }
        excluded.addAll(more);
        session.exclude(more);
        FileTime now = FileTime.from(Instant.now());
        try {
            for (Compilation compilation : log().compilations()) {
                if (compilation.functions().stream().anyMatch(f -> f.annotated() && more.contains(f.function().region()))) {
                    for (Path source : compilation.sourceFiles()) {
                        Files.setLastModifiedTime(source, now);
                    }
                }
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The sources of the " + name + " cannot be touched: " + e.getMessage() + ".", e);
        }
    }
}

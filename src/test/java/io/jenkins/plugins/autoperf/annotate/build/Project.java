package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.LineRange;
import io.jenkins.plugins.autoperf.workload.NativeFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small program in a folder, of which all lines of some files count as changed. */
final class Project {
    final Path tree;
    private final Path folder;
    private final List<FileChange> changes = new ArrayList<>();
    private AnnotatedBuild build;

    private Project(Path folder) throws IOException {
        this.folder = folder;
        tree = Files.createDirectories(folder.resolve("tree")).toRealPath();
    }

    /** Skips the test where the compilers or libclang are missing. */
    static Project in(Path folder, String... programs) throws IOException {
        boolean built = Project.class.getClassLoader().getResource("io/jenkins/plugins/autoperf/native/linux-x86_64/autoperf-compiler") != null;
        assumeTrue(built && System.getProperty("os.arch").equals("amd64"), "this build has no compiler of ours");
        for (String program : programs) {
            assumeTrue(isInstalled(program), program + " is not installed");
        }
        assumeTrue(hasClang(), "libclang is not installed");
        return new Project(folder);
    }

    static boolean isInstalled(String program) {
        for (String entry : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(entry, program))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasClang() throws IOException {
        Path syntax = NativeFiles.find(List.of("autoperf-syntax")).resolve("autoperf-syntax");
        Path none = Files.createTempFile("autoperf", ".c");
        try {
            Process process = new ProcessBuilder(syntax.toString(), "--changes", none.toString(), "--", "cc", "-c", none.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(none);
        }
    }

    Project file(String name, String... lines) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        return this;
    }

    /** A file that the change added. */
    Project changed(String name, String... lines) throws IOException {
        file(name, lines);
        return change(name, 1, lines.length);
    }

    Project change(String name, int first, int last) {
        Path file = tree.resolve(name);
        changes.add(new FileChange(file, FileChange.Kind.MODIFIED, file, List.of(new LineRange(first, last, false)), ""));
        return this;
    }

    /** Builds with annotations in what changed. */
    AnnotatedBuild build(String line) {
        Wanted wanted = Wanted.touched(new Changes(tree, "", changes, List.of()), tree, Limits.DEFAULT);
        return build(line, wanted);
    }

    AnnotatedBuild build(String line, Wanted wanted) {
        CompilerSession session = CompilerSession.create(folder.resolve("session"), tree, wanted);
        build = new AnnotatedBuild("candidate", tree, tree, session, Optional.empty(), folder.resolve("output"));
        build.run(line, Limits.DEFAULT.build());
        return build;
    }

    /** What the build wrote to its standard output. */
    String output() throws IOException {
        return Files.readString(folder.resolve("output/stdout.txt"));
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("output/stderr.txt"));
    }

    /** Runs a program of the tree under a runtime that writes each begin and end of a region in a line. */
    List<String> trace(String... command) throws IOException, InterruptedException {
        Path library = folder.resolve("libtrace.so");
        if (!Files.exists(library)) {
            Path source = Files.writeString(folder.resolve("trace.c"), """
                    #include <stdio.h>
                    #include <stdlib.h>
                    static FILE *file(void) { static FILE *f; return f ? f : (f = fopen(getenv("TRACE"), "a")); }
                    void autoperf_v1_begin(const char *name) { fprintf(file(), "+%s\\n", name); fflush(file()); }
                    void autoperf_v1_end(const char *name) { fprintf(file(), "-%s\\n", name); fflush(file()); }
                    """);
            assertThat(run(Map.of(), "gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString())).isZero();
        }
        Path trace = folder.resolve("trace.txt");
        Files.deleteIfExists(trace);
        assertThat(run(Map.of("LD_PRELOAD", library.toString(), "TRACE", trace.toString()), command)).isZero();
        return Files.exists(trace) ? Files.readAllLines(trace) : List.of();
    }

    int run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(tree.toFile()).inheritIO();
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.LineRange;
import io.jenkins.plugins.autoperf.papi.Region;
import io.jenkins.plugins.autoperf.profile.RegionInfo;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A small Java program in a folder. Of its sources those lines changed that end with {@code //*}, and something is gone below those with {@code //-}. */
final class JavaProgram {
    private final Path folder;
    private final List<FileChange> changes = new ArrayList<>();
    private final List<Path> sources = new ArrayList<>();
    private String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private Path output;

    JavaProgram(Path folder) {
        this.folder = folder;
    }

    JavaProgram source(String name, String text) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        sources.add(file);
        String[] lines = text.split("\n");
        List<LineRange> ranges = IntStream.rangeClosed(1, lines.length)
                .filter(line -> lines[line - 1].matches(".*//[*-]"))
                .mapToObj(line -> lines[line - 1].endsWith("*") ? new LineRange(line, line, false) : new LineRange(line, line + 1, true))
                .toList();
        changes.add(new FileChange(file, FileChange.Kind.MODIFIED, file, ranges, ""));
        return this;
    }

    JavaProgram with(String java) {
        this.java = java;
        return this;
    }

    Path classes() {
        return folder.resolve("classes");
    }

    Changes changes() {
        return new Changes(folder, "0".repeat(40), changes, List.of());
    }

    JavaProgram compile(String... options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeThat(compiler).as("a JDK").isNotNull();
        Files.createDirectories(classes());
        List<String> all = new ArrayList<>(List.of("-d", classes().toString(), "-proc:none"));
        all.addAll(Arrays.asList(options));
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(messages, files, null, all, null, files.getJavaFileObjectsFromPaths(sources)).call();
            assertThat(done).as(messages.toString()).isTrue();
        }
        return this;
    }

    /** Runs it under the region runtime with the agent, and gives what it printed. */
    String run(JavaAgent agent, String... arguments) throws IOException, InterruptedException {
        Path library = library();
        Map<String, String> environment = new TreeMap<>(agent.environment(Map.of()));
        output = Files.createTempDirectory(folder, "profile");
        environment.put("AUTOPERF_OUTPUT", output.toString());
        environment.put("AUTOPERF_LIBRARY", library.toString());
        environment.put("LD_PRELOAD", library.toString());
        return run(environment, arguments);
    }

    String run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(arguments.length > 0 && arguments[0].startsWith("-") ? List.of() : List.of("-cp", classes().toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /** Executions of the regions in the last run. */
    Map<String, Long> executions() {
        Map<String, Long> executions = new TreeMap<>();
        for (RunFiles.Process process : RunFiles.read(output).processes()) {
            for (RegionInfo region : process.regions()) {
                executions.merge(region.name(), region.executions(), Long::sum);
            }
        }
        return executions;
    }

    Path output() {
        return output;
    }

    /** The runtime as the build made it; skipped where it was not built. */
    private static Path library() {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "arm64");
        URL built = Region.class.getResource("/io/jenkins/plugins/autoperf/native/linux-" + architecture + "/libautoperf.so");
        assumeThat(built).as("the region runtime").isNotNull();
        try {
            return Path.of(built.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** This Java and those that Debian's packages put beside it. */
    static Stream<String> javas() throws IOException {
        Path place = Path.of("/usr/lib/jvm");
        Stream<Path> installed = Files.isDirectory(place) ? Files.list(place) : Stream.empty();
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), installed)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .map(JavaProgram::real)
                .distinct()
                .map(Path::toString);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }
}

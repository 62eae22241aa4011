package io.jenkins.plugins.autoperf.annotate.jvm;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.jvm.agent.Agent;
import io.jenkins.plugins.autoperf.annotate.jvm.agent.Premain;
import io.jenkins.plugins.autoperf.papi.NumberedRegions;
import io.jenkins.plugins.autoperf.papi.Region;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * The agent for one version of a program, in a folder: its jars, what it is to annotate, and what it tells. A JVM that is started with
 * {@link #environment} annotates the methods, and a process that is no JVM does not care.
 */
public final class JavaAgent {
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    private final Path folder;

    private JavaAgent(Path folder) {
        this.folder = folder;
    }

    /** Whether sources changed of which a JVM runs what was compiled. */
    public static boolean concerns(Changes changes) {
        return changes.files().stream()
                .filter(change -> !change.ranges().isEmpty())
                .anyMatch(change -> change.file().toString().matches(".*\\.(java|kt|scala|groovy)"));
    }

    /**
     * For the methods that changed lines touch.
     *
     * @param folder to be made
     * @param changes in the sources that the program was compiled from, at their places
     */
    public static JavaAgent touched(Path folder, Changes changes) {
        JavaAgent agent = new JavaAgent(real(folder));
        changes.write(agent.changes());
        agent.install("changes", agent.changes());
        return agent;
    }

    /**
     * For methods by name, as another version has them.
     *
     * @param folder to be made
     */
    public static JavaAgent known(Path folder, Collection<AnnotatedMethod> methods) {
        JavaAgent agent = new JavaAgent(real(folder));
        Path names = agent.folder.resolve("methods");
        try {
            Files.write(names, methods.stream().map(method -> method.name() + "\t" + method.region()).toList());
        } catch (IOException e) {
            throw failed(agent.folder, e);
        }
        agent.install("methods", names);
        return agent;
    }

    private Path changes() {
        return folder.resolve("changes");
    }

    private Path log() {
        return folder.resolve("log");
    }

    private Path entry() {
        return folder.resolve("agent.jar");
    }

    private Path regions() {
        return folder.resolve("regions.jar");
    }

    private Path settings() {
        return folder.resolve("settings");
    }

    private static Path real(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private void install(String what, Path file) {
        Properties settings = new Properties();
        settings.setProperty(what, file.toString());
        settings.setProperty("excluded", folder.resolve("excluded").toString());
        settings.setProperty("log", log().toString());
        settings.setProperty("agent", Agent.class.getName());
        settings.setProperty("classpath", Stream.of(Agent.class, ClassReader.class)
                .map(type -> place(type).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator)));
        try {
            Files.createDirectories(log());
            AgentJar.write(entry(), Premain.class, List.of(Premain.class));
            AgentJar.write(regions(), null, List.of(Region.class, NumberedRegions.class));
            try (OutputStream out = Files.newOutputStream(settings())) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** The jar, or folder of classes, that a class comes from. */
    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on these regions are not annotated. */
    public void exclude(Collection<String> regions) {
        try {
            Files.write(folder.resolve("excluded"), regions, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Variables for the program. JVMs say on standard error that they picked one up.
     *
     * @param outer variables that the program would have without
     * @throws AutoPerfException where the folder's path cannot be written there
     */
    public Map<String, String> environment(Map<String, String> outer) {
        if (folder.toString().matches(".*['\"=:].*")) {
            throw new AutoPerfException(
                    Kind.MACHINE,
                    "The folder " + folder + " has a quote, colon or equals sign in its path, so that no JVM can be told of it.");
        }
        // An agent that adds to the boot class path itself makes the JVM print a warning.
        String options = Stream.of("-Xbootclasspath/a:" + regions(), "-javaagent:" + entry() + "=" + settings())
                .map(option -> option.matches(".*\\s.*") ? "\"" + option + "\"" : option)
                .collect(Collectors.joining(" "));
        String given = outer.getOrDefault(OPTIONS, "");
        return Map.of(OPTIONS, given.isBlank() ? options : given + " " + options);
    }

    /** What the agents of all JVMs so far told. */
    public AgentReport report() {
        return AgentReport.read(log());
    }

    private static AutoPerfException failed(Path folder, IOException e) {
        return new AutoPerfException(
                Kind.MACHINE, "The folder " + folder + " for the Java agent cannot be written: " + e.getMessage() + ".", e);
    }
}

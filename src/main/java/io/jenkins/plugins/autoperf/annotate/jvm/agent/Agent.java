package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.papi.NumberedRegions;
import io.jenkins.plugins.autoperf.papi.Region;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/** The agent, in its own class loader. */
public final class Agent {
    private Agent() {}

    /**
     * Annotates from now on.
     *
     * @param settings {@code log}: folder for what was done; {@code changes}: file of changed lines, or {@code methods}: file of wanted
     *     methods; {@code excluded}: file of regions that are not wanted, if it exists
     * @throws IOException where one of these cannot be read
     */
    public static void start(Instrumentation instrumentation, Properties settings) throws IOException {
        AgentLog log = new AgentLog(Path.of(settings.getProperty("log")));
        if (NumberedRegions.class.getClassLoader() != null) {
            log.failed("", "the JVM does not have the regions in its boot class path");
            return; // classes that call them would fail
        }
        if (!Region.counted()) {
            log.failed("", "the region runtime " + System.getenv("AUTOPERF_LIBRARY") + " cannot be loaded");
            return;
        }
        Rules rules = new Rules(lines(Path.of(settings.getProperty("excluded"))));
        String methods = settings.getProperty("methods", "");
        Selection selection;
        if (methods.isEmpty()) {
            ChangedSources sources = ChangedSources.read(Path.of(settings.getProperty("changes")));
            sources.leftOut().forEach(log::leftOut);
            selection = new SelectionByChange(sources, rules, log);
        } else {
            selection = new SelectionByName(WantedMethods.read(Path.of(methods)), rules);
        }
        instrumentation.addTransformer(new MethodAnnotator(selection, log));
    }

    private static Set<String> lines(Path file) throws IOException {
        return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
    }
}

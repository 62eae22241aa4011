package io.jenkins.plugins.autoperf.annotate.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.CompileCommand;
import io.jenkins.plugins.autoperf.annotate.build.Compilation.Function;
import io.jenkins.plugins.autoperf.annotate.build.Compilation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the compilers of a build told of themselves.
 *
 * @param compilations in the order in which they were written
 */
public record BuildLog(List<Compilation> compilations) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 4_096;

    public BuildLog {
        compilations = List.copyOf(compilations);
    }

    /**
     * @param file written by {@code autoperf-compiler}; that there is none means that no compiler was called
     * @param tree folder that the files of functions are named from
     */
    static BuildLog read(Path file, Path tree) {
        List<Compilation> compilations = new ArrayList<>();
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    compilations.add(compilation(JSON.readTree(line), tree));
                }
            } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
                String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
                throw new AutoPerfException(Kind.DATA, "The log of the compilers " + file + " is damaged: " + why + ".", e);
            }
        }
        return new BuildLog(compilations);
    }

    private static Compilation compilation(JsonNode json, Path tree) {
        List<Function> functions = new ArrayList<>();
        json.path("functions").forEach(f -> functions.add(new Function(
                function(f.path("region").asText(), f.path("function"), tree),
                limited(f.path("reason").asText()),
                f.path("function").path("changed").asBoolean(),
                uses(f.path("function").path("uses"), tree))));
        return new Compilation(
                Path.of(json.path("folder").asText()),
                texts(json.path("arguments")),
                texts(json.path("sources")),
                Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)),
                limited(json.path("reason").asText()),
                functions);
    }

    private static List<String> uses(JsonNode json, Path tree) {
        List<String> uses = new ArrayList<>();
        json.forEach(use -> uses.add(limited(use.path("what").asText() + " (" + within(tree, use.path("file").asText()) + ":"
                + use.path("line").asInt() + ")")));
        return uses;
    }

    private static String within(Path tree, String name) {
        Path file = Path.of(name);
        return file.startsWith(tree) ? tree.relativize(file).toString() : name;
    }

    private static AnnotatedFunction function(String region, JsonNode json, Path tree) {
        return new AnnotatedFunction(
                region,
                limited(json.path("name").asText()),
                limited(json.path("signature").asText()),
                within(tree, json.path("file").asText()),
                json.path("line").asInt(),
                limited(json.path("why").asText()));
    }

    private static String limited(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** Functions that are annotated in at least one compilation, each once, in the order of file and line. */
    public List<AnnotatedFunction> annotated() {
        return byPlace(functions().filter(Function::annotated).map(Function::function));
    }

    /** Functions that are annotated nowhere, and why. */
    public Map<AnnotatedFunction, String> leftOut() {
        List<String> annotated = annotated().stream().map(AnnotatedFunction::region).toList();
        Map<AnnotatedFunction, String> reasons = new LinkedHashMap<>();
        functions()
                .filter(f -> !f.annotated() && !annotated.contains(f.function().region()))
                .forEach(f -> reasons.putIfAbsent(f.function(), f.reason()));
        return reasons;
    }

    /** Why sources that the change concerns could not be searched for functions; each reason once. */
    public List<String> unread() {
        return compilations.stream()
                .filter(c -> c.outcome() == Outcome.PLAIN)
                .map(Compilation::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Annotated functions that did not change themselves and are beyond the limit of users of everything that they use, and
     * one such thing for each.
     *
     * @param limit users of one changed thing that are kept, the first by file and line
     */
    Map<AnnotatedFunction, String> beyond(int limit) {
        Map<String, Function> details = new HashMap<>();
        functions().filter(Function::annotated).forEach(f -> details.putIfAbsent(f.function().region(), f));
        Map<String, Integer> users = new HashMap<>();
        Map<AnnotatedFunction, String> beyond = new LinkedHashMap<>();
        for (AnnotatedFunction function : annotated()) {
            Function detail = details.get(function.region());
            List<String> full = detail.uses().stream().filter(use -> users.merge(use, 1, Integer::sum) > limit).toList();
            if (!detail.changed() && !full.isEmpty() && full.size() == detail.uses().size()) {
                beyond.put(function, full.get(0));
            }
        }
        return beyond;
    }

    /** What the user should know of files: those that compile only as they were, and those whose syntax tree is not known. */
    public List<String> remarks() {
        return compilations.stream()
                .filter(c -> !c.reason().isEmpty() && c.outcome() != Outcome.BROKEN)
                .map(c -> c.outcome() == Outcome.REFUSED
                        ? String.join(", ", c.sources()) + " compiles only without annotations (" + c.reason() + ") and is as it was."
                        : c.reason())
                .distinct()
                .toList();
    }

    /** How each source was compiled. */
    List<CompileCommand> commands() {
        return compilations.stream().flatMap(c -> c.commands().stream()).toList();
    }

    /** Whether a source is among what was compiled. */
    boolean compiled(Path file) {
        return compilations.stream().flatMap(c -> c.sourceFiles().stream()).anyMatch(source -> {
            try {
                return Files.exists(source) && Files.isSameFile(source, file);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private Stream<Function> functions() {
        return compilations.stream().flatMap(c -> c.functions().stream());
    }

    private static List<AnnotatedFunction> byPlace(Stream<AnnotatedFunction> functions) {
        Map<String, AnnotatedFunction> byRegion = new LinkedHashMap<>();
        functions.forEach(f -> byRegion.putIfAbsent(f.region(), f));
        return byRegion.values().stream()
                .sorted(Comparator.comparing(AnnotatedFunction::file).thenComparingInt(AnnotatedFunction::line))
                .toList();
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.LeftOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the agents of a program's JVMs did.
 *
 * @param methods that were looked at, each once, by file and line
 * @param leftOut changed files and lines that touch no method of the classes that were loaded
 * @param sources changed files of which a class was loaded
 * @param failures classes that were left as they were, and what else went wrong, in sentences
 */
public record AgentReport(List<AnnotatedMethod> methods, List<LeftOut> leftOut, Set<Path> sources, List<String> failures) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 4_096;

    public AgentReport {
        methods = List.copyOf(methods);
        leftOut = List.copyOf(leftOut);
        sources = Set.copyOf(sources);
        failures = List.copyOf(failures);
    }

    /** Those that are annotated. */
    public List<AnnotatedMethod> annotated() {
        return methods.stream().filter(AnnotatedMethod::annotated).toList();
    }

    /**
     * Reads the files of a folder. A last line that an ended JVM did not finish counts for nothing.
     *
     * @throws AutoPerfException where one is damaged
     */
    static AgentReport read(Path folder) {
        Map<String, AnnotatedMethod> methods = new LinkedHashMap<>();
        Map<String, Set<String>> outside = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        Set<String> failures = new LinkedHashSet<>();
        for (JsonNode line : lines(folder)) {
            String file = text(line.path("file"));
            line.path("functions").forEach(function -> {
                AnnotatedMethod method = method(function);
                methods.merge(method.region(), method, (one, other) -> one.annotated() ? one : other);
            });
            if (text(line.path("outcome")).equals("failed")) {
                failures.add(sentence(text(line.path("class")), text(line.path("reason"))));
            } else if (line.path("class").isMissingNode()) {
                files.put(file, text(line.path("reason")));
            } else if (!file.isEmpty() && line.has("outside")) {
                Set<String> lines = new LinkedHashSet<>(List.of(text(line.path("outside")).split(",")));
                outside.merge(file, lines, (one, other) -> {
                    one.retainAll(other); // another class of the file may have them
                    return one;
                });
            }
        }
        List<LeftOut> leftOut = new ArrayList<>();
        files.forEach((file, reason) -> leftOut.add(new LeftOut(Path.of(file), "", reason)));
        outside.forEach((file, lines) -> lines.stream()
                .filter(range -> !range.isEmpty())
                .forEach(range -> leftOut.add(new LeftOut(Path.of(file), range, "outside every method"))));
        return new AgentReport(
                methods.values().stream()
                        .sorted(Comparator.comparing(AnnotatedMethod::file).thenComparingInt(AnnotatedMethod::line))
                        .toList(),
                leftOut,
                outside.keySet().stream().map(Path::of).collect(Collectors.toSet()),
                List.copyOf(failures));
    }

    private static List<JsonNode> lines(Path folder) {
        List<JsonNode> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
                String text = Files.readString(file);
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                    if (!line.isEmpty()) {
                        all.add(JSON.readTree(line));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new AutoPerfException(Kind.DATA, "What the Java agent wrote into " + folder + " is damaged: " + why + ".", e);
        }
        return all;
    }

    private static AnnotatedMethod method(JsonNode json) {
        JsonNode function = json.path("function");
        return new AnnotatedMethod(
                text(json.path("region")),
                text(function.path("name")),
                text(function.path("signature")),
                text(function.path("file")),
                function.path("line").asInt(),
                text(function.path("why")),
                text(json.path("reason")));
    }

    private static String sentence(String type, String reason) {
        return type.isEmpty() ? "No Java method is annotated: " + reason + "." : "The class " + type + " is not annotated: " + reason + ".";
    }

    private static String text(JsonNode json) {
        String text = json.asText();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}

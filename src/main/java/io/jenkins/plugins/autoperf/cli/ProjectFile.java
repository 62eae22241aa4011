package io.jenkins.plugins.autoperf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code .autoperf.yml}: a value for any long option, under its name without the dashes. What stands on the command line
 * wins. A {@code workload} is a shell line, or a list of program and arguments.
 */
final class ProjectFile implements IDefaultValueProvider {
    static final String NAME = ".autoperf.yml";
    static final String WORKLOAD = "workload";
    private static final long MAXIMUM_BYTES = 64 * 1024;

    private final Map<String, String> values;

    private ProjectFile(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the file, if there is one.
     *
     * @param line all commands, for the names of their options
     * @throws AutoPerfException when it cannot be read, is no map of plain values, or names an unknown option
     */
    static ProjectFile read(Path file, CommandLine line) {
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.isRegularFile(file)) {
            Set<String> known = new TreeSet<>(Set.of(WORKLOAD));
            names(line, known);
            JsonNode tree = parse(file);
            if (!tree.isObject()) {
                throw new AutoPerfException(Kind.USAGE, file + " holds no map; write lines such as 'runs: 10'.");
            }
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                if (!known.contains(field.getKey())) {
                    throw new AutoPerfException(
                            Kind.USAGE,
                            file + " names an unknown option '" + field.getKey() + "'; known are "
                                    + String.join(", ", known) + ".");
                }
                values.put(field.getKey(), text(file, field.getKey(), field.getValue()));
            }
        }
        return new ProjectFile(values);
    }

    private static JsonNode parse(Path file) {
        try {
            if (Files.size(file) > MAXIMUM_BYTES) {
                throw new AutoPerfException(Kind.USAGE, file + " is larger than 64 KiB; it should hold a few options.");
            }
            JsonNode tree = new YAMLMapper().readTree(Files.readString(file));
            return tree instanceof MissingNode ? new YAMLMapper().createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            throw new AutoPerfException(Kind.USAGE, file + " is no YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.USAGE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path file, String name, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return value.asText();
        }
        boolean plain = value.isArray() && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode);
        if (!plain) {
            throw new AutoPerfException(Kind.USAGE, file + ": the value of '" + name + "' is neither a plain value nor a list of such.");
        }
        String separator = name.equals(WORKLOAD) ? "\0" : ",";
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator, "", name.equals(WORKLOAD) ? "\0" : ""));
    }

    private static void names(CommandLine line, Set<String> names) {
        for (OptionSpec option : line.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                names.add(key(option));
            }
        }
        line.getSubcommands().values().forEach(sub -> names(sub, names));
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--?", "").replaceFirst("^\\[no-]", "");
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return values.get(key(option));
        }
        return null;
    }

    /**
     * The command that was given, else the project's workload.
     *
     * @throws AutoPerfException where there is neither
     */
    static List<String> workload(CommandLine line, List<String> given) {
        if (!given.isEmpty()) {
            return given;
        }
        if (!(line.getDefaultValueProvider() instanceof ProjectFile file) || !file.values.containsKey(WORKLOAD)) {
            throw new AutoPerfException(
                    Kind.USAGE, "There is no workload: write it after --, or as 'workload' into .autoperf.yml.");
        }
        String text = file.values.get(WORKLOAD);
        return text.endsWith("\0") ? List.of(text.split("\0")) : List.of("sh", "-c", text);
    }
}

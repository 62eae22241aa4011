package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/report-schema.json against what is written. */
class ReportSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> differences = new ArrayList<>();

    @TempDir
    Path folder;

    private JsonNode schema;

    @Test
    void aWrittenReportHasExactlyTheSchemasPropertiesAndTypes() throws IOException {
        Path file = folder.resolve("report.json");
        ReportFile.write(Samples.byTwoModels(), file);

        assertThat(differences(file)).isEmpty();
    }

    /** Where a report differs from the schema. */
    List<String> differences(Path file) throws IOException {
        schema = JSON.readTree(
                Path.of(System.getProperty("autoperf.root", "."), "docs", "report-schema.json").toFile());
        compare("report", schema, JSON.readTree(file.toFile()));
        return differences;
    }

    private void compare(String where, JsonNode rule, JsonNode value) {
        if (rule.has("$ref")) {
            compare(where, schema.at(rule.get("$ref").asText().substring(1)), value);
        } else if (rule.has("const")) {
            expect(where, rule.get("const").equals(value), value);
        } else if (rule.has("enum")) {
            boolean listed = false;
            for (JsonNode one : rule.get("enum")) {
                listed |= one.equals(value);
            }
            expect(where, listed, value);
        } else if (rule.has("anyOf")) {
            boolean number = value.isNumber();
            compare(where, rule.get("anyOf").get(number ? 0 : 1), value);
        } else {
            compareType(where, rule, value);
        }
    }

    private void compareType(String where, JsonNode rule, JsonNode value) {
        switch (rule.get("type").asText()) {
            case "object" -> {
                Set<String> allowed = names(rule.get("properties"));
                expect(where, allowed.equals(names(value)), value);
                Set<String> required = new TreeSet<>();
                rule.get("required").forEach(name -> required.add(name.asText()));
                expect(where + " required", required.equals(allowed), rule.get("required"));
                allowed.forEach(name -> compare(where + "." + name, rule.get("properties").get(name), value.path(name)));
            }
            case "array" -> {
                for (JsonNode item : value) {
                    compare(where + "[]", rule.get("items"), item);
                }
                expect(where, value.isArray(), value);
            }
            case "string" -> expect(where, value.isTextual(), value);
            case "number" -> expect(where, value.isNumber(), value);
            case "integer" -> expect(where, value.isIntegralNumber(), value);
            case "boolean" -> expect(where, value.isBoolean(), value);
            default -> differences.add(where + ": unknown type in the schema");
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void expect(String where, boolean holds, JsonNode value) {
        if (!holds) {
            differences.add(where + ": " + value);
        }
    }
}

package io.jenkins.plugins.autoperf.report;

import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.DATA;
import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.MACHINE;
import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.USAGE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Histogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code report.json}. Numbers that JSON does not have are the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}. Fields that this version does not know are ignored; missing ones are not.
 */
public final class ReportFile {
    /** A larger file is refused before anything of it is parsed. */
    public static final int MAXIMUM_BYTES = 64 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private ReportFile() {}

    /**
     * Writes the report, whole or not at all.
     *
     * @throws AutoPerfException of kind MACHINE where the file cannot be written
     */
    public static void write(Report report, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(part.toFile(), report);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AutoPerfException(
                    MACHINE,
                    "Cannot write the report " + file + ": " + e.getMessage()
                            + ". Give a folder that may be written and has room.",
                    e);
        }
    }

    /**
     * @throws AutoPerfException of kind USAGE where there is no such file, of kind DATA where it is damaged, too large or no
     *     report
     */
    public static Report read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAXIMUM_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new AutoPerfException(
                    USAGE, "There is no report " + file + ". Name a report.json that 'autoperf detect' wrote.", e);
        } catch (IOException e) {
            throw new AutoPerfException(
                    USAGE, "Cannot read the report " + file + ": " + e.getMessage() + ". Name a report.json.", e);
        }
        if (bytes.length > MAXIMUM_BYTES) {
            throw damaged(file, "it is larger than " + (MAXIMUM_BYTES >> 20) + " MB", null);
        }
        try {
            JsonNode tree = JSON.readTree(bytes);
            requireFormat(tree, file);
            Report report = JSON.treeToValue(tree, Report.class);
            for (Report.Region region : report.regions()) {
                check(region.verdict(), file);
            }
            return report;
        } catch (JacksonException e) {
            String where = e.getLocation() == null || e.getLocation().getLineNr() < 1
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ")";
            throw damaged(file, e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    private static void requireFormat(JsonNode tree, Path file) {
        if (!tree.path("format").isInt() || !tree.has("regions")) {
            throw damaged(file, "it is not a report of AutoPerf", null);
        }
        int format = tree.get("format").intValue();
        if (format != Report.FORMAT) {
            throw new AutoPerfException(
                    DATA,
                    "The report " + file + " has format " + format + ", and this version reads format " + Report.FORMAT
                            + ". Use the version of AutoPerf that wrote it, or detect again.");
        }
    }

    private static void check(RegionVerdict verdict, Path file) {
        Histogram errors = verdict.errors();
        int bins = Math.max(0, errors.edges().length - 1);
        if (errors.baseline().length != bins || errors.candidate().length != bins) {
            throw damaged(file, "a histogram has not one share a bin", null);
        }
        for (int b = 0; b < bins; b++) {
            if (!(errors.edges()[b] < errors.edges()[b + 1])) {
                throw damaged(file, "the edges of a histogram do not ascend", null);
            }
            if (errors.baseline()[b] < 0 || errors.candidate()[b] < 0) {
                throw damaged(file, "a histogram has a share below 0", null);
            }
        }
    }

    private static AutoPerfException damaged(Path file, String why, Throwable cause) {
        return new AutoPerfException(
                DATA, "The report " + file + " cannot be used: " + why + ". Run 'autoperf detect' again to make it anew.", cause);
    }
}

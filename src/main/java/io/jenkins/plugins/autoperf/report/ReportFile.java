package io.jenkins.plugins.autoperf.report;

import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.DATA;
import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.MACHINE;
import static io.jenkins.plugins.autoperf.AutoPerfException.Kind.USAGE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.DataFile;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Histogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code report.json}. Numbers that JSON does not have are the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}. Fields that this version does not know are ignored; missing ones are not.
 * Compressed where the name ends in {@code .gz}.
 */
public final class ReportFile {
    /** A larger one is refused before anything of it is parsed, by the bytes that it unpacks to. */
    public static final int MAXIMUM_BYTES = 64 << 20;
    /** One with more regions is refused. */
    public static final int MAXIMUM_REGIONS = 10_000;

    private static final int MAXIMUM_TOKENS = 10_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(64)
                            .maxTokenCount(MAXIMUM_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .injectableValues(new InjectableValues.Std().addValue(Report.NO_ORIGIN, Report.Origin.NONE))
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private ReportFile() {}

    /**
     * Writes the report, whole or not at all.
     *
     * @throws AutoPerfException of kind MACHINE where the file cannot be written
     */
    public static void write(Report report, Path file) {
        try {
            DataFile.write(file, out -> JSON.writerWithDefaultPrettyPrinter().writeValue(out, report));
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
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), MAXIMUM_BYTES);
        } catch (NoSuchFileException e) {
            throw new AutoPerfException(
                    USAGE, "There is no report " + file + ". Name a report.json that 'autoperf detect' wrote.", e);
        } catch (IOException e) {
            throw new AutoPerfException(
                    USAGE, "Cannot read the report " + file + ": " + e.getMessage() + ". Name a report.json.", e);
        }
    }

    /**
     * Reads a report from wherever it comes.
     *
     * @param name of the file, for messages; one that ends in {@code .gz} is compressed
     * @param maximumBytes that it may unpack to
     * @throws IOException where the stream cannot be read
     * @throws AutoPerfException of kind DATA where it is damaged, too large or no report
     */
    public static Report read(InputStream in, String name, int maximumBytes) throws IOException {
        byte[] bytes;
        try {
            bytes = DataFile.unpack(in, name, maximumBytes).readAllBytes();
        } catch (IOException e) {
            if (DataFile.isDamage(e)) {
                throw damaged(name, e.getMessage(), e);
            }
            throw e;
        }
        try {
            requireFormat(bytes, name);
            Report report = JSON.readValue(bytes, Report.class);
            if (report.regions().size() > MAXIMUM_REGIONS) {
                throw damaged(name, String.format(Locale.ROOT, "it has %,d regions, and %,d are allowed",
                        report.regions().size(), MAXIMUM_REGIONS), null);
            }
            for (Report.Region region : report.regions()) {
                check(region.verdict(), name);
            }
            return report;
        } catch (JacksonException e) {
            String where = e.getLocation() == null || e.getLocation().getLineNr() < 1
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ")";
            throw damaged(name, e.getOriginalMessage() + where, e);
        }
    }

    /** Looks at the first field alone, since another version's other fields would be called damaged. */
    private static void requireFormat(byte[] bytes, String file) throws IOException {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !"format".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw damaged(file, "it is not a report of AutoPerf", null);
            }
            int format = parser.getIntValue();
            if (format != Report.FORMAT) {
                throw new AutoPerfException(
                        DATA,
                        "The report " + file + " has format " + format + ", and this version reads format " + Report.FORMAT
                                + ". Use the version of AutoPerf that wrote it, or detect again.");
            }
        }
    }

    private static void check(RegionVerdict verdict, String file) {
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

    private static AutoPerfException damaged(String file, String why, Throwable cause) {
        return new AutoPerfException(
                DATA, "The report " + file + " cannot be used: " + why + ". Run 'autoperf detect' again to make it anew.", cause);
    }
}

package io.jenkins.plugins.autoperf.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Models as JSON files: the fields of {@link Model}, in its order; {@code NaN} is the string {@code "NaN"}, since JSON has
 * no number for it. Apart from {@code created}, equal models are equal files, byte for byte. Compressed where the name ends in
 * {@code .gz}. docs/model.md lists the fields.
 */
public final class ModelFile {
    /** Larger ones are refused, by the bytes that they unpack to. */
    public static final long LARGEST = 256L << 20;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxDocumentLength(LARGEST)
            .maxTokenCount(20_000_000)
            .maxNestingDepth(16)
            .maxNumberLength(64)
            .maxNameLength(256)
            .maxStringLength(1 << 20)
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelFile() {}

    /**
     * Writes the model whole or not at all, and the folders above it where they are missing.
     *
     * @throws AutoPerfException where the place cannot be written
     */
    public static void write(Model model, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            DataFile.write(file, out -> JSON.writeValue(out, model));
        } catch (IOException e) {
            throw new AutoPerfException(AutoPerfException.Kind.MACHINE,
                    "The model could not be written to " + file + " (" + reason(e) + "). Name a folder that may be written to "
                            + "and has space.", e);
        }
    }

    /**
     * @throws AutoPerfException where there is no such file, or it is no model, or damaged, or of another version
     */
    public static Model read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new AutoPerfException(AutoPerfException.Kind.USAGE,
                    "There is no model at " + file + ". Make one with 'autoperf train'.");
        }
        try {
            checkFormat(file);
            Model model;
            try (InputStream in = DataFile.open(file, LARGEST)) {
                model = JSON.readValue(in, Model.class);
            }
            String fault = ModelCheck.fault(model);
            if (fault != null) {
                throw damaged(file, fault, null);
            }
            return model;
        } catch (JsonProcessingException e) {
            throw damaged(file, reason(e), e);
        } catch (IOException e) {
            if (DataFile.isDamage(e)) {
                throw damaged(file, e.getMessage(), e);
            }
            throw new AutoPerfException(AutoPerfException.Kind.USAGE,
                    "The model " + file + " could not be read (" + reason(e) + "). Check that you may read it.", e);
        }
    }

    /** Looks at the first field alone, since another version's other fields would be called damaged. */
    private static void checkFormat(Path file) throws IOException {
        try (InputStream in = DataFile.open(file, LARGEST);
                JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT
                    || !"format".equals(parser.nextFieldName())
                    || parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw damaged(file, "it does not begin with the version of its format", null);
            }
            int format = parser.getIntValue();
            if (format != Model.FORMAT) {
                throw new AutoPerfException(AutoPerfException.Kind.DATA,
                        "The model " + file + " has format " + format + "; this version of AutoPerf reads format "
                                + Model.FORMAT + ". Train again with this version.");
            }
        }
    }

    private static AutoPerfException damaged(Path file, String reason, Throwable cause) {
        return new AutoPerfException(AutoPerfException.Kind.DATA,
                "The file " + file + " is no usable model: " + reason + ". Train again, or take a copy that is whole.", cause);
    }

    private static String reason(IOException e) {
        if (e instanceof JsonProcessingException json) {
            JsonLocation at = json.getLocation();
            String message = json.getOriginalMessage();
            String first = message == null ? "it is not JSON" : message.lines().findFirst().orElse("it is not JSON");
            first = first.replaceAll(" \\(start marker at .*", "");
            return at == null ? first : first + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}

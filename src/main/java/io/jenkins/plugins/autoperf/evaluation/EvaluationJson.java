package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON files of an evaluation: unknown fields ignored, missing ones refused, sizes limited. */
final class EvaluationJson {
    private static final long LARGEST = 64L << 20;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private EvaluationJson() {}

    static <T> T read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            throw new AutoPerfException(AutoPerfException.Kind.USAGE, "There is no file " + file + ".");
        }
        try (InputStream in = DataFile.open(file, LARGEST)) {
            return MAPPER.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, file + " cannot be used: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static void write(Path file, Object value) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DataFile.write(file, out -> MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValue(out, value));
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}

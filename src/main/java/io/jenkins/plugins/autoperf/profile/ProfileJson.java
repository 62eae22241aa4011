package io.jenkins.plugins.autoperf.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** JSON of a profile folder: unknown fields ignored, sizes limited. */
final class ProfileJson {
    static final long MAXIMUM_BYTES = 16L << 20;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ProfileJson() {}

    /** @throws IllegalArgumentException with the reason where the text is no header */
    static AprofHeader header(String text) {
        AprofHeader header = parse(text, AprofHeader.class);
        if (header == null) {
            throw new IllegalArgumentException("the header is empty");
        }
        if (header.format() != AprofFormat.VERSION) {
            throw new IllegalArgumentException("its format is version " + header.format()
                    + ", and this AutoPerf reads version " + AprofFormat.VERSION);
        }
        List<AprofHeader.Column> counters = header.counters();
        if (counters == null || counters.size() > AprofFormat.MAXIMUM_COUNTERS) {
            throw new IllegalArgumentException(
                    counters == null
                            ? "the header names no counters"
                            : "the header names " + counters.size() + " counters, more than "
                                    + AprofFormat.MAXIMUM_COUNTERS);
        }
        Set<String> names = new HashSet<>();
        for (AprofHeader.Column column : counters) {
            if (column == null || column.name() == null || column.name().isBlank()) {
                throw new IllegalArgumentException("a counter in the header has no name");
            }
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("the header names the counter " + column.name() + " twice");
            }
        }
        return header;
    }

    /** @throws IllegalArgumentException with the reason, without a copy of the text */
    static <T> T parse(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its JSON is broken: " + e.getOriginalMessage(), e);
        }
    }

    static String read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAXIMUM_BYTES) {
                throw new AutoPerfException(
                        AutoPerfException.Kind.DATA,
                        file + " has " + size + " bytes, more than the " + MAXIMUM_BYTES + " that AutoPerf reads.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static <T> T read(Path file, Class<T> type) {
        T value;
        try {
            value = parse(read(file), type);
        } catch (IllegalArgumentException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (value == null) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA, file + " is empty.");
        }
        return value;
    }
}

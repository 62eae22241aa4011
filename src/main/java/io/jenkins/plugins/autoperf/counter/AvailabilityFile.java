package io.jenkins.plugins.autoperf.counter;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What a machine can count, as JSON: the same as {@code autoperf counters --json} prints. */
public final class AvailabilityFile {
    /** Largest file that is read, in bytes; the whole catalogue takes some ten thousand. */
    public static final long MAXIMUM_BYTES = 1 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private AvailabilityFile() {}

    public static void write(Path file, Availability availability) throws IOException {
        DataFile.write(file, out -> JSON.writeValue(out, availability));
    }

    /** @throws IOException where it is missing, too large, or not what {@link #write} writes */
    public static Availability read(Path file) throws IOException {
        try (InputStream in = DataFile.open(file, MAXIMUM_BYTES)) {
            Availability read = JSON.readValue(in, Availability.class);
            if (read == null || read.facts() == null || read.counters().stream().anyMatch(AvailabilityFile::isIncomplete)) {
                throw new IOException("it does not say what the machine can count");
            }
            return read;
        }
    }

    private static boolean isIncomplete(Availability.CounterState state) {
        Counter counter = state.counter();
        return counter == null || state.reason() == null || counter.name() == null || counter.source() == null
                || counter.description() == null;
    }
}

package io.jenkins.plugins.autoperf.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.counter.Availability.CounterState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvailabilityFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Availability availability = new Availability(
                Catalogue.load().entries().stream().map(c -> new CounterState(c, Catalogue.isBuiltIn(c), "it is not there")).toList(),
                4,
                new Availability.Facts("Linux amd64", null, false, "", "7.0.0", List.of(new Availability.CoreKind("cpu_core", "0-3"))),
                List.of("Do this."));
        AvailabilityFile.write(folder.resolve("counters.json"), availability);
        assertThat(AvailabilityFile.read(folder.resolve("counters.json"))).isEqualTo(availability);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "null", "[]", "{}", "{\"counters\": [null], \"hardwareCounters\": 0, \"facts\": null, \"hints\": []}",
                "{\"counters\": [{\"counter\": null, \"available\": true, \"reason\": \"\"}], \"hardwareCounters\": 0, \"hints\": [],"
                        + " \"facts\": {\"system\": \"\", \"paranoid\": 1, \"privileged\": true, \"hypervisor\": \"\", \"papi\": \"\", \"coreKinds\": []}}"
            })
    void whatIsNoSuchFileIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("counters.json"), content);
        assertThatThrownBy(() -> AvailabilityFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("counters.json"), " ".repeat((int) AvailabilityFile.MAXIMUM_BYTES + 1) + "{}");
        assertThatThrownBy(() -> AvailabilityFile.read(file)).hasMessageContaining("larger than 1 MB");
    }
}

package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        Path file = written();
        Report read = ReportFile.read(file);
        assertThat(read.summary()).isEqualTo(Samples.every().summary());
        assertThat(read.regions()).hasSize(9);

        Path again = folder.resolve("again.json");
        ReportFile.write(read, again);
        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void numbersThatJsonDoesNotHaveAreWords() throws IOException {
        Path file = written();
        assertThat(Files.readString(file)).contains("\"ratio\" : \"Infinity\"").contains("\"ratio\" : \"NaN\"");
        assertThat(ReportFile.read(file).regions().get(0).verdict().counters())
                .extracting(CounterChange::ratio)
                .contains(Double.POSITIVE_INFINITY, Double.NaN);
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() throws IOException {
        assertThat(ReportFile.read(changed(report -> report.put("mood", "calm")))).isNotNull();
    }

    @Test
    void anotherFormatIsRefusedByItsNumber() throws IOException {
        Path file = changed(report -> report.put("format", 7));
        assertRefused(file, "has format 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict", "summary", "baseline", "counters", "noise", "warnings"})
    void aReportWithoutAFieldOrWithNullInItIsRefused(String field) throws IOException {
        assertRefused(changed(report -> report.remove(field)), field);
        assertRefused(changed(report -> report.putNull(field)), field);
    }

    @Test
    void aListWithAHoleIsRefused() throws IOException {
        assertRefused(changed(report -> ((ArrayNode) report.get("warnings")).addNull()), "warnings");
    }

    @Test
    void aHistogramWhoseSidesDoNotFitItsEdgesIsRefused() throws IOException {
        assertRefused(
                changed(report -> ((ArrayNode) report.at("/regions/0/verdict/errors/baseline")).remove(0)),
                "one share a bin");
        assertRefused(
                changed(report -> ((ArrayNode) report.at("/regions/0/verdict/errors/edges")).set(1, 99.0)),
                "do not ascend");
    }

    @Test
    void aReportThatWasCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Path cut = folder.resolve("cut.json");
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            Files.write(cut, Arrays.copyOf(whole, random.nextInt(whole.length - 2)));
            assertThatThrownBy(() -> ReportFile.read(cut)).isInstanceOf(AutoPerfException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "\"report\"", "{\"format\":1}", "{\"format\":1,\"regions\":3}", "\u0000\u0001"})
    void whatIsNoReportIsRefused(String text) throws IOException {
        Path file = folder.resolve("other.json");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        assertRefused(file, "cannot be used");
    }

    @Test
    void deepNestingIsRefusedRatherThanFollowed() throws IOException {
        Path file = folder.resolve("deep.json");
        Files.writeString(file, "[".repeat(100_000));
        assertRefused(file, "cannot be used");
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsParsed() throws IOException {
        Path file = folder.resolve("huge.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(ReportFile.MAXIMUM_BYTES + 1L);
        }
        assertRefused(file, "larger than 64 MB");
    }

    @Test
    void aMissingFileSaysWhatToName() {
        assertThatThrownBy(() -> ReportFile.read(folder.resolve("none.json")))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("There is no report");
    }

    @Test
    void aReportThatCannotBeWrittenLeavesTheOldOne() throws IOException {
        Path file = folder.resolve("missing").resolve("report.json");
        assertThatThrownBy(() -> ReportFile.write(Samples.every(), file))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("Cannot write");

        Path old = written();
        Files.createDirectory(folder.resolve("report.json.part"));
        String before = Files.readString(old);
        assertThatThrownBy(() -> ReportFile.write(Samples.of("r", 1), old)).isInstanceOf(AutoPerfException.class);
        assertThat(Files.readString(old)).isEqualTo(before);
    }

    private Path written() {
        Path file = folder.resolve("report.json");
        ReportFile.write(Samples.every(), file);
        return file;
    }

    private Path changed(Consumer<ObjectNode> change) throws IOException {
        JsonNode tree = JSON.readTree(written().toFile());
        change.accept((ObjectNode) tree);
        Path file = folder.resolve("changed.json");
        JSON.writeValue(file.toFile(), tree);
        return file;
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> ReportFile.read(file))
                .isInstanceOfSatisfying(
                        AutoPerfException.class, e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA))
                .hasMessageContaining(why);
    }
}

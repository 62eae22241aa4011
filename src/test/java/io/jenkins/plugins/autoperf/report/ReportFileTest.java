package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
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
    void aReportFromBeforeThereWereOriginsHasNone() throws IOException {
        Path file = changed(report -> report.get("regions").forEach(region -> ((ObjectNode) region).remove("origin")));
        assertThat(ReportFile.read(file).regions()).isNotEmpty().allSatisfy(r -> assertThat(r.origin()).isEqualTo(Report.Origin.NONE));
    }

    @Test
    void theOriginOfARegionIsKeptAndShown() {
        Report.Region plain = Samples.region("look", Verdict.REGRESSION, 2.0, Diagnosis.NONE);
        Report.Origin origin = new Report.Origin("src/table.c:12", "line 16 changed");
        Report report = Samples.report(
                Verdict.REGRESSION, List.of(new Report.Region(plain.verdict(), plain.diagnosis(), "", origin)));
        Path file = folder.resolve("located.json");
        ReportFile.write(report, file);
        assertThat(ReportFile.read(file).regions()).extracting(Report.Region::origin).containsExactly(origin);
        assertThat(TextReport.render(report, false)).contains("src/table.c:12: line 16 changed");
        assertThat(HtmlReport.page(report)).contains("src/table.c:12: line 16 changed");
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
        Files.createDirectory(folder.resolve("report.json.part" + ProcessHandle.current().pid()));
        String before = Files.readString(old);
        assertThatThrownBy(() -> ReportFile.write(Samples.of("r", 1), old)).isInstanceOf(AutoPerfException.class);
        assertThat(Files.readString(old)).isEqualTo(before);
    }

    @Test
    void aNameInGzMeansCompressed() throws IOException {
        Path file = folder.resolve("report.json.gz");
        ReportFile.write(Samples.every(), file);

        assertThat(Files.size(file)).isLessThan(Files.size(written()) / 4);
        assertThat(ReportFile.read(file).summary()).isEqualTo(Samples.every().summary());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 12, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, "cannot be used");
        }
        Files.copy(written(), file, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(file, "cannot be used");
    }

    @Test
    void aSmallFileThatUnpacksToAHugeOneIsRefused() throws IOException {
        Path bomb = folder.resolve("report.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int mb = 0; mb < 65; mb++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(100_000);
        assertRefused(bomb, "larger than 64 MB");
    }

    @Test
    void whoReadsFromElsewhereSetsTheLimit() throws IOException {
        byte[] bytes = Files.readAllBytes(written());

        assertThat(ReportFile.read(new ByteArrayInputStream(bytes), "report.json", bytes.length).regions()).hasSize(9);
        assertThatThrownBy(() -> ReportFile.read(new ByteArrayInputStream(bytes), "report.json", bytes.length - 1))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("report.json").hasMessageContaining("larger than");
    }

    @Test
    void aReportOfMoreRegionsThanAnyPageCanShowIsRefused() throws IOException {
        Path file = changed(report -> {
            ArrayNode regions = (ArrayNode) report.get("regions");
            ObjectNode region = (ObjectNode) regions.get(0);
            ObjectNode verdict = (ObjectNode) region.get("verdict");
            verdict.putArray("costs");
            verdict.putArray("counters");
            ObjectNode errors = (ObjectNode) verdict.get("errors");
            errors.putArray("edges");
            errors.putArray("baseline");
            errors.putArray("candidate");
            regions.removeAll();
            for (int r = 0; r <= ReportFile.MAXIMUM_REGIONS; r++) {
                regions.add(region);
            }
        });
        assertRefused(file, "10,001 regions");
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

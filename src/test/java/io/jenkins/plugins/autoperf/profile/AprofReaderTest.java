package io.jenkins.plugins.autoperf.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AprofReaderTest {
    private static final int FIRST_RECORD = AprofFormat.BLOCK_HEADER;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("1-0.aprof");
    }

    private Path write(Profiles.Content content) {
        return Profiles.file(file, Profiles.header(1.5, Profiles.WALL, Profiles.MISSES), content);
    }

    private static Profiles.Content samples(int count) {
        return w -> {
            w.region(0, "loop");
            for (int n = 0; n < count; n++) {
                w.sample(0, 0, n, n, 0, 0, 0, n, n);
            }
        };
    }

    private static List<Long> ordinals(Path file) {
        List<Long> ordinals = new ArrayList<>();
        try (AprofReader reader = AprofReader.open(file)) {
            for (Sample s = reader.next(); s != null; s = reader.next()) {
                ordinals.add(s.ordinal());
            }
        }
        return ordinals;
    }

    private void change(long offset, int... bytes) throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.seek(offset);
            for (int b : bytes) {
                f.write(b);
            }
        }
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> ordinals(file))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(file.toString());
    }

    @Test
    void everythingThatWasWrittenIsRead() {
        write(w -> {
            w.thread(7, 4242, 10);
            w.sample(1, 7, 3, 99, 2.5f, 4, 1, 17, Sample.UNREAD);
            w.region(1, "größer");
            w.executions(1, 2, 10, 1);
            w.executions(1, 3, 20, 2);
            w.note("No hardware counters here.");
            w.end(1_000);
        });
        try (AprofReader reader = AprofReader.open(file)) {
            assertThat(reader.header().counters()).extracting(AprofHeader.Column::name)
                    .containsExactly("wall_ns", "PAPI_L1_DCM");
            assertThat(reader.header().started()).isEqualTo(1.5);
            Sample s = reader.next();
            assertThat(List.of(s.region(), s.thread(), s.ordinal(), s.start(), s.work(), s.depth()))
                    .containsExactly(1, 7, 3L, 99L, 2.5f, 4);
            assertThat(s.leftWithoutEnd()).isTrue();
            assertThat(s.value(0)).isEqualTo(17);
            assertThat(s.valueOrNaN(1)).isNaN();
            assertThat(reader.next()).isNull();
            assertThat(reader.regions()).containsExactly(new RegionInfo(1, "größer", 3, 20, 2));
            assertThat(reader.notes()).containsExactly("No hardware counters here.");
            assertThat(reader.endedRegularly()).isTrue();
            assertThat(reader.cutOff()).isFalse();
        }
    }

    @Test
    void valuesBeyondTheSignedRangeAreUnsigned() {
        write(w -> w.sample(0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE, Sample.UNREAD - 1));
        try (AprofReader reader = AprofReader.open(file)) {
            Sample s = reader.next();
            assertThat(s.valueOrNaN(0)).isEqualTo(0x1p63);
            assertThat(s.valueOrNaN(1)).isEqualTo(0x1p64);
        }
    }

    @Test
    void aFileCutOffAfterACrashIsReadUpToTheLastWholeBlock() throws IOException {
        write(samples(2_000));
        List<Long> all = ordinals(file);
        assertThat(Files.size(file)).isGreaterThan(3L * AprofFormat.BLOCK);
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(3L * AprofFormat.BLOCK + 100);
        }
        assertThat(ordinals(file)).isNotEmpty().isEqualTo(all.subList(0, ordinals(file).size()));
        try (AprofReader reader = AprofReader.open(file)) {
            assertThat(reader.cutOff()).isTrue();
        }
    }

    @Test
    void blocksThatWereAllocatedAndNeverUsedAreSkipped() throws IOException {
        write(samples(10));
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(f.length() + 20L * AprofFormat.BLOCK);
        }
        assertThat(ordinals(file)).hasSize(10);
    }

    @Test
    void aRecordThatTheWriterHadNoTimeToCountIsTakenInAnOpenBlock() throws IOException {
        write(samples(10));
        int length = AprofFormat.RECORD_HEADER + AprofFormat.SAMPLE_FIXED + 16;
        int used = Files.readAllBytes(file)[12] & 0xFF | (Files.readAllBytes(file)[13] & 0xFF) << 8;
        change(12, used - length & 0xFF, used - length >> 8);
        assertRefused("chain", "at byte 16");
        change(20, 0);
        assertThat(ordinals(file)).hasSize(10);
    }

    @Test
    void recordsOfLaterVersionsAreSkipped() throws IOException {
        write(w -> {
            w.note("later");
            w.sample(0, 0, 0, 0, 0, 0, 0, 1, 2);
        });
        byte[] bytes = Files.readAllBytes(file);
        int note = FIRST_RECORD + AprofFormat.RECORD_HEADER + (int) AprofFormat.INT.get(bytes, FIRST_RECORD + 4);
        AprofFormat.SHORT.set(bytes, note, (short) 999);
        resign(bytes);
        Files.write(file, bytes);
        assertThat(ordinals(file)).hasSize(1);
    }

    /** Makes the checks and the chain of block 0 fit again, as someone would who means harm. */
    private static void resign(byte[] bytes) {
        int chain = 0;
        int at = FIRST_RECORD;
        int end = FIRST_RECORD + (int) AprofFormat.INT.get(bytes, 12);
        while (at < end) {
            int length = (int) AprofFormat.INT.get(bytes, at + 4);
            int check = AprofFormat.check(
                    bytes, at + AprofFormat.RECORD_HEADER, (short) AprofFormat.SHORT.get(bytes, at) & 0xFFFF, length);
            AprofFormat.INT.set(bytes, at + 8, check);
            chain = AprofFormat.chain(chain, check);
            at += AprofFormat.RECORD_HEADER + length;
        }
        AprofFormat.INT.set(bytes, 16, chain);
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Files.write(file, new byte[0]);
        assertRefused("ends within its first block");
        byte[] random = new byte[AprofFormat.BLOCK];
        Arrays.fill(random, (byte) 'x');
        Files.write(file, random);
        assertRefused("no AutoPerf process file", "at byte 0");
    }

    @Test
    void aGigabyteOfZerosIsRefusedWithoutBeingRead() throws IOException {
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.setLength(1L << 30);
        }
        assertRefused("first block is empty");
    }

    @Test
    void aDirectoryAndALinkAreRefused() throws IOException {
        Path outside = Files.createFile(folder.resolve("secret"));
        Files.createSymbolicLink(file, outside);
        assertRefused("no regular file");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("no regular file");
    }

    @Test
    void workThatIsNoNumberOrNegativeIsRefused() throws IOException {
        for (float work : new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY}) {
            Files.deleteIfExists(file);
            write(w -> w.sample(0, 0, 0, 0, work, 0, 0, 1, 2));
            assertRefused("work of " + work, "at byte");
        }
    }

    @Test
    void aRegionBeyondTheLimitIsRefused() {
        write(w -> w.sample(65_536, 0, 0, 0, 0, 0, 0, 1, 2));
        assertRefused("65536", "regions");
    }

    @Test
    void absurdNumbersOfExecutionsAreRefused() throws IOException {
        write(w -> w.executions(0, 64, 1, 1));
        assertRefused("2^64");
        Files.delete(file);
        write(w -> w.executions(0, 0, -1, 1));
        assertRefused("18446744073709551615 executions");
    }

    @Test
    void aNameLongerThanItsRecordIsRefused() throws IOException {
        write(w -> w.region(0, "short"));
        byte[] bytes = Files.readAllBytes(file);
        int region = FIRST_RECORD + AprofFormat.RECORD_HEADER + (int) AprofFormat.INT.get(bytes, FIRST_RECORD + 4);
        AprofFormat.INT.set(bytes, region + AprofFormat.RECORD_HEADER + 4, 1_000);
        resign(bytes);
        Files.write(file, bytes);
        assertRefused("name claims 1000 bytes");
    }

    @Test
    void bytesOfANameThatAreNoUtf8AreReplaced() throws IOException {
        write(w -> w.region(0, "ab"));
        byte[] bytes = Files.readAllBytes(file);
        int region = FIRST_RECORD + AprofFormat.RECORD_HEADER + (int) AprofFormat.INT.get(bytes, FIRST_RECORD + 4);
        bytes[region + AprofFormat.RECORD_HEADER + 8] = (byte) 0xFF;
        resign(bytes);
        Files.write(file, bytes);
        try (AprofReader reader = AprofReader.open(file)) {
            assertThat(reader.next()).isNull();
            assertThat(reader.regions().get(0).name()).isEqualTo("\uFFFDb");
        }
    }

    @Test
    void badHeadersAreRefusedWithTheReason() throws IOException {
        assertThat(header("{")).contains("JSON is broken");
        assertThat(header("{\"format\": 2, \"counters\": []}")).contains("version 2");
        assertThat(header("{\"format\": 1}")).contains("names no counters");
        assertThat(header("{\"format\": 1, \"counters\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}")).contains("twice");
        assertThat(header("{\"format\": 1, \"counters\": [null]}")).contains("no name");
        assertThat(header("{\"format\": 1, \"counters\": [" + "{\"name\":\"\"},".repeat(600) + "{}]}"))
                .contains("601 counters");
        assertThat(header("[".repeat(10_000))).contains("JSON is broken");
    }

    private String header(String json) throws IOException {
        byte[] bytes = new byte[AprofFormat.BLOCK];
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int length = (text.length + 7) / 8 * 8;
        AprofFormat.LONG.set(bytes, 0, AprofFormat.MAGIC);
        AprofFormat.INT.set(bytes, 12, AprofFormat.RECORD_HEADER + length);
        AprofFormat.SHORT.set(bytes, FIRST_RECORD, (short) AprofFormat.HEADER);
        AprofFormat.INT.set(bytes, FIRST_RECORD + 4, length);
        System.arraycopy(text, 0, bytes, FIRST_RECORD + AprofFormat.RECORD_HEADER, text.length);
        resign(bytes);
        Files.write(file, bytes);
        try (AprofReader reader = AprofReader.open(file)) {
            return "read: " + reader.header();
        } catch (AutoPerfException e) {
            return e.getMessage();
        }
    }

    @Test
    void theCheckIsThatOfTheDocument() {
        // By hand from docs/profile-format.md: one word of payload, type 7, length 8.
        long h = (0x9E3779B97F4A7C15L ^ (7L << 32 | 8)) ^ 5;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 32;
        byte[] payload = {5, 0, 0, 0, 0, 0, 0, 0};
        assertThat(AprofFormat.check(payload, 0, 7, 8)).isEqualTo((int) h);
    }
}

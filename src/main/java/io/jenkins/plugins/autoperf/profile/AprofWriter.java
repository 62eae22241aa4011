package io.jenkins.plugins.autoperf.profile;

import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK_HEADER;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK_RECORDS;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.INT;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.LONG;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.RECORD_HEADER;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.SAMPLE_FIXED;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.SHORT;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes one process file from counts that come from elsewhere than the region runtime, such as a simulated processor. */
public final class AprofWriter implements AutoCloseable {
    private final OutputStream out;
    private final int counters;
    private final byte[] block = new byte[BLOCK];
    private int index;
    private int used;
    private int chain;

    /** Creates the file, which must not exist, with its header. */
    public AprofWriter(Path file, AprofHeader header) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        counters = header.counters().size();
        text(AprofFormat.HEADER, 0, ProfileJson.MAPPER.writeValueAsBytes(header));
    }

    /** @throws IllegalArgumentException where the name has more than 1,024 bytes in UTF-8 */
    public void region(int id, String name) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > AprofFormat.MAXIMUM_NAME || id < 0 || id >= AprofFormat.MAXIMUM_REGIONS) {
            throw new IllegalArgumentException("Region " + id + " or its name is beyond the limits.");
        }
        int p = text(AprofFormat.REGION, 8, bytes);
        INT.set(block, p, id);
        INT.set(block, p + 4, bytes.length);
        commit();
    }

    public void thread(int id, int systemId, long nanoseconds) throws IOException {
        int p = reserve(AprofFormat.THREAD, 16);
        INT.set(block, p, id);
        INT.set(block, p + 4, systemId);
        LONG.set(block, p + 8, nanoseconds);
        commit();
    }

    public void sample(
            int region, int thread, long ordinal, long start, float work, int depth, int flags, long... values)
            throws IOException {
        if (values.length != counters) {
            throw new IllegalArgumentException(values.length + " values for " + counters + " counters.");
        }
        int p = reserve(AprofFormat.SAMPLE, SAMPLE_FIXED + 8 * counters);
        INT.set(block, p, region);
        INT.set(block, p + 4, thread);
        LONG.set(block, p + 8, ordinal);
        LONG.set(block, p + 16, start);
        INT.set(block, p + 24, Float.floatToRawIntBits(work));
        SHORT.set(block, p + 28, (short) depth);
        SHORT.set(block, p + 30, (short) flags);
        for (int c = 0; c < counters; c++) {
            LONG.set(block, p + SAMPLE_FIXED + 8 * c, values[c]);
        }
        commit();
    }

    public void executions(int region, int log2Stride, long executions, long threads) throws IOException {
        int p = reserve(AprofFormat.EXECUTIONS, 24);
        INT.set(block, p, region);
        INT.set(block, p + 4, log2Stride);
        LONG.set(block, p + 8, executions);
        LONG.set(block, p + 16, threads);
        commit();
    }

    public void note(String text) throws IOException {
        text(AprofFormat.NOTE, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the mark of a regular end. */
    public void end(long nanoseconds) throws IOException {
        int p = reserve(AprofFormat.END, 8);
        LONG.set(block, p, nanoseconds);
        commit();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    /** Writes a record of a fixed part and a text; commits it where there is no fixed part to fill in. */
    private int text(int type, int fixed, byte[] text) throws IOException {
        int p = reserve(type, Math.max(8, fixed + (text.length + 7) / 8 * 8));
        System.arraycopy(text, 0, block, p + fixed, text.length);
        if (fixed == 0) {
            commit();
        }
        return p;
    }

    private int reserve(int type, int length) throws IOException {
        if (RECORD_HEADER + length > BLOCK_RECORDS) {
            throw new IllegalArgumentException("A record of " + length + " bytes does not fit a block.");
        }
        if (used + RECORD_HEADER + length > BLOCK_RECORDS) {
            flush();
        }
        int at = BLOCK_HEADER + used;
        SHORT.set(block, at, (short) type);
        INT.set(block, at + 4, length);
        return at + RECORD_HEADER;
    }

    private void commit() {
        int at = BLOCK_HEADER + used;
        int length = (int) INT.get(block, at + 4);
        int check = AprofFormat.check(block, at + RECORD_HEADER, (short) SHORT.get(block, at) & 0xFFFF, length);
        INT.set(block, at + 8, check);
        chain = AprofFormat.chain(chain, check);
        used += RECORD_HEADER + length;
    }

    private void flush() throws IOException {
        if (used == 0) {
            return;
        }
        LONG.set(block, 0, AprofFormat.MAGIC);
        INT.set(block, 8, index++);
        INT.set(block, 12, used);
        INT.set(block, 16, chain);
        INT.set(block, 20, 1);
        out.write(block);
        Arrays.fill(block, (byte) 0);
        used = 0;
        chain = 0;
    }
}

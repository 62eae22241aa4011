package io.jenkins.plugins.autoperf.profile;

import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK_HEADER;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.BLOCK_RECORDS;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.INT;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.LONG;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.RECORD_HEADER;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.SAMPLE_FIXED;
import static io.jenkins.plugins.autoperf.profile.AprofFormat.SHORT;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one process file block by block, in memory that does not grow with the samples. A block is checked whole before
 * anything of it is given out.
 *
 * <pre>{@code
 * try (AprofReader reader = AprofReader.open(file)) {
 *     for (Sample s = reader.next(); s != null; s = reader.next()) { ... }
 *     for (RegionInfo region : reader.regions()) { ... }
 * }
 * }</pre>
 *
 * A file that is damaged or no process file at all is refused with {@link AutoPerfException}, the reason and the offset;
 * one that was cut off is read up to its last whole block.
 */
public final class AprofReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final byte[] block = new byte[BLOCK];
    private final ByteBuffer buffer = ByteBuffer.wrap(block);
    private final RegionTable table;
    private final AprofHeader header;
    private final Sample sample;
    private final int sampleLength;

    private long nextBlock;
    private int position;
    private int limit;
    private boolean ended;

    private AprofReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.length = channel.size();
        this.table = new RegionTable();
        this.header = readHeader();
        this.sample = new Sample(header.counters().size());
        this.sampleLength = SAMPLE_FIXED + 8 * header.counters().size();
    }

    /** Opens a file and reads its header; links are not followed. */
    public static AprofReader open(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA, file + " is no regular file.");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return new AprofReader(file, channel);
        } catch (IOException | RuntimeException e) {
            close(channel, e);
            throw e instanceof AutoPerfException known ? known : unreadable(file, e);
        }
    }

    public AprofHeader header() {
        return header;
    }

    /** The next sample, in an object that the next call fills again; {@code null} at the end of the file. */
    public Sample next() {
        while (true) {
            while (position < limit) {
                int at = position;
                int type = type(at);
                int size = (int) INT.get(block, at + 4);
                position = at + RECORD_HEADER + size;
                if (type == AprofFormat.SAMPLE) {
                    readSample(at, size);
                    return sample;
                }
                readOther(at, type, at + RECORD_HEADER, size);
            }
            if (!advance()) {
                return null;
            }
        }
    }

    /** Regions in order of their number, complete once {@link #next()} gave {@code null}. */
    public List<RegionInfo> regions() {
        return table.regions();
    }

    /** What the runtime had to say to the user, so far; each text once, at most 1,000. */
    public List<String> notes() {
        return table.notes();
    }

    /** Whether the process ended regularly, known once {@link #next()} gave {@code null}. */
    public boolean endedRegularly() {
        return ended;
    }

    /** Whether the file stops in the middle of a block. */
    public boolean cutOff() {
        return length % BLOCK != 0;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private AprofHeader readHeader() {
        if (length < BLOCK) {
            throw refuse(length, "the file ends within its first block");
        }
        if (!advance() || nextBlock > 1) {
            throw refuse(0, "the first block is empty");
        }
        if (position == limit || type(position) != AprofFormat.HEADER) {
            throw refuse(position, "the file does not begin with a header record");
        }
        int size = (int) INT.get(block, position + 4);
        AprofHeader read;
        try {
            read = ProfileJson.header(text(position + RECORD_HEADER, size));
        } catch (IllegalArgumentException e) {
            throw refuse(position, e.getMessage());
        }
        position += RECORD_HEADER + size;
        return read;
    }

    /** Moves to the next block that has records; false at the end of the file. */
    private boolean advance() {
        while ((nextBlock + 1) * BLOCK <= length) {
            position = 0;
            limit = 0;
            load(nextBlock * BLOCK);
            nextBlock++;
            if (!isUnused()) {
                checkBlock();
                if (position < limit) {
                    return true;
                }
            } else if (nextBlock == 1) {
                return false;
            }
        }
        position = 0;
        limit = 0;
        return false;
    }

    private void load(long offset) {
        buffer.clear();
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new AutoPerfException(
                            AutoPerfException.Kind.DATA, file + " became shorter while it was read. Read it again.");
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private boolean isUnused() {
        return ((long) LONG.get(block, 0)
                        | (long) LONG.get(block, 8)
                        | (long) LONG.get(block, 16)
                        | (long) LONG.get(block, 24))
                == 0;
    }

    private void checkBlock() {
        if ((long) LONG.get(block, 0) != AprofFormat.MAGIC) {
            throw refuse(0, nextBlock == 1 ? "it is no AutoPerf process file" : "the block has a wrong magic number");
        }
        int index = (int) INT.get(block, 8);
        if (index != (int) (nextBlock - 1)) {
            throw refuse(8, "the block has the number " + Integer.toUnsignedString(index) + " instead of "
                    + (nextBlock - 1));
        }
        int used = (int) INT.get(block, 12);
        if (used < 0 || used > BLOCK_RECORDS || used % 8 != 0) {
            throw refuse(12, "the block claims " + Integer.toUnsignedString(used) + " bytes of records");
        }
        int state = (int) INT.get(block, 20);
        if (state != 0 && state != 1) {
            throw refuse(20, "the block has the unknown state " + Integer.toUnsignedString(state));
        }
        if ((long) LONG.get(block, 24) != 0) {
            throw refuse(24, "reserved bytes of the block are not 0");
        }
        position = BLOCK_HEADER;
        limit = BLOCK_HEADER + used;
        checkChain((int) INT.get(block, 16), state == 0);
    }

    private void checkChain(int expected, boolean open) {
        int chain = 0;
        int at = BLOCK_HEADER;
        while (at < limit) {
            int size = checkRecord(at, limit);
            chain = AprofFormat.chain(chain, (int) INT.get(block, at + 8));
            at += RECORD_HEADER + size;
        }
        if (chain == expected) {
            return;
        }
        // The writer may have been stopped between "chain" and "used".
        if (open && at + RECORD_HEADER <= BLOCK && type(at) != 0) {
            int size = checkRecord(at, BLOCK);
            if (AprofFormat.chain(chain, (int) INT.get(block, at + 8)) == expected) {
                limit = at + RECORD_HEADER + size;
                return;
            }
        }
        throw refuse(16, "the block's records do not fit its chain of checks");
    }

    /** The length of the payload of a sound record. */
    private int checkRecord(int at, int end) {
        if (at + RECORD_HEADER > end) {
            throw refuse(at, "a record begins beyond the bytes in use");
        }
        int type = type(at);
        int size = (int) INT.get(block, at + 4);
        if (type == 0) {
            throw refuse(at, "a record has the type 0");
        }
        if (size <= 0 || size % 8 != 0 || size > end - at - RECORD_HEADER) {
            throw refuse(at + 4, "a record claims a length of " + Integer.toUnsignedString(size) + " bytes");
        }
        if ((short) SHORT.get(block, at + 2) != 0 || (int) INT.get(block, at + 12) != 0) {
            throw refuse(at, "reserved bytes of a record are not 0");
        }
        if (AprofFormat.check(block, at + RECORD_HEADER, type, size) != (int) INT.get(block, at + 8)) {
            throw refuse(at, "a record does not fit its check");
        }
        return size;
    }

    private void readSample(int at, int size) {
        if (size != sampleLength) {
            throw refuse(at, "a sample has " + size + " bytes instead of " + sampleLength);
        }
        int p = at + RECORD_HEADER;
        int region = (int) INT.get(block, p);
        float work = Float.intBitsToFloat((int) INT.get(block, p + 24));
        if (!(work >= 0 && work <= Float.MAX_VALUE)) {
            throw refuse(at, "a sample declares work of " + work);
        }
        sample.region = region;
        sample.thread = (int) INT.get(block, p + 4);
        sample.ordinal = (long) LONG.get(block, p + 8);
        sample.start = (long) LONG.get(block, p + 16);
        sample.work = work;
        sample.depth = (short) SHORT.get(block, p + 28) & 0xFFFF;
        sample.flags = (short) SHORT.get(block, p + 30) & 0xFFFF;
        long[] values = sample.values;
        for (int c = 0; c < values.length; c++) {
            values[c] = (long) LONG.get(block, p + SAMPLE_FIXED + 8 * c);
        }
        if (!table.count(region)) {
            throw refuse(at, tooManyRegions(region));
        }
    }

    private void readOther(int at, int type, int p, int size) {
        switch (type) {
            case AprofFormat.HEADER -> throw refuse(at, "a second header record");
            case AprofFormat.REGION -> readRegion(at, p, size);
            case AprofFormat.EXECUTIONS -> readExecutions(at, p, size);
            case AprofFormat.NOTE -> table.note(text(p, size));
            case AprofFormat.END -> ended = true;
            default -> {
                // Threads are of no use here; types of later versions are skipped.
            }
        }
    }

    private void readRegion(int at, int p, int size) {
        int id = (int) INT.get(block, p);
        int bytes = (int) INT.get(block, p + 4);
        if (bytes < 0 || bytes > AprofFormat.MAXIMUM_NAME || bytes > size - 8) {
            throw refuse(at, "a region's name claims " + Integer.toUnsignedString(bytes) + " bytes");
        }
        if (id < 0 || id >= AprofFormat.MAXIMUM_REGIONS) {
            throw refuse(at, tooManyRegions(id));
        }
        String name = new String(block, p + 8, bytes, StandardCharsets.UTF_8);
        if (!table.name(id, name)) {
            throw refuse(at, "region " + id + " has two names");
        }
    }

    private void readExecutions(int at, int p, int size) {
        if (size < 24) {
            throw refuse(at, "an executions record has " + size + " bytes instead of 24");
        }
        int id = (int) INT.get(block, p);
        int log2Stride = (int) INT.get(block, p + 4);
        long executions = (long) LONG.get(block, p + 8);
        long threads = (long) LONG.get(block, p + 16);
        if (id < 0 || id >= AprofFormat.MAXIMUM_REGIONS) {
            throw refuse(at, tooManyRegions(id));
        }
        if (log2Stride < 0 || log2Stride > 63 || executions < 0
                || executions > AprofFormat.MAXIMUM_EXECUTIONS || threads < 0 || threads > Integer.MAX_VALUE) {
            throw refuse(at, String.format(Locale.ROOT, "region %d claims %s executions on %s threads at a stride of 2^%s",
                    id, Long.toUnsignedString(executions), Long.toUnsignedString(threads),
                    Integer.toUnsignedString(log2Stride)));
        }
        table.executions(id, log2Stride, executions, (int) threads);
    }

    private int type(int at) {
        return (short) SHORT.get(block, at) & 0xFFFF;
    }

    /** Text without the zeros that pad it; bytes that are not UTF-8 are replaced. */
    private String text(int p, int size) {
        int end = p + size;
        while (end > p && block[end - 1] == 0) {
            end--;
        }
        return new String(block, p, end - p, StandardCharsets.UTF_8);
    }

    private static String tooManyRegions(int id) {
        return "region number " + Integer.toUnsignedString(id) + " is beyond the limit of "
                + AprofFormat.MAXIMUM_REGIONS + " regions";
    }

    private AutoPerfException refuse(long offsetInBlock, String reason) {
        long offset = Math.max(0, nextBlock - 1) * BLOCK + offsetInBlock;
        return new AutoPerfException(
                AutoPerfException.Kind.DATA, file + " cannot be read: " + reason + " (at byte " + offset + ").");
    }

    private static AutoPerfException unreadable(Path file, Exception e) {
        return new AutoPerfException(
                AutoPerfException.Kind.DATA,
                file + " cannot be read: "
                        + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()) + ".",
                e);
    }

    private static void close(FileChannel channel, Exception reason) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}

package io.jenkins.plugins.autoperf;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Models and reports on disk: compressed where the name ends in {@code .gz}, limited by what they unpack to, never half. */
public final class DataFile {
    private static final int BUFFER = 1 << 16;

    private DataFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** More bytes than allowed; the message says how many those are. */
    public static final class TooLargeException extends IOException {
        private TooLargeException(long limit) {
            super("it is larger than " + (limit >> 20) + " MB");
        }
    }

    /** Writes beside the place and then moves it there, so that a reader sees the old file or the new one, never half. */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part" + ProcessHandle.current().pid());
        try {
            try (OutputStream raw = Files.newOutputStream(part);
                    OutputStream out = isCompressed(file.toString()) ? new GZIPOutputStream(raw, BUFFER) : raw) {
                content.writeTo(out);
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** As {@link #unpack}, of a file. */
    public static InputStream open(Path file, long limit) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return unpack(raw, file.toString(), limit);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The unpacked content, read as it comes. Beyond the limit {@link TooLargeException} is thrown, so that a small file that
     * unpacks to a huge one costs no more than the limit.
     *
     * @param name of the file; it tells whether the stream is compressed
     * @param limit bytes, unpacked
     */
    public static InputStream unpack(InputStream in, String name, long limit) throws IOException {
        return new Limited(isCompressed(name) ? new GZIPInputStream(in, BUFFER) : new BufferedInputStream(in, BUFFER), limit);
    }

    /** Whether the file itself is at fault: cut off, or not compressed though its name says so, or too large. */
    public static boolean isDamage(IOException e) {
        return e instanceof ZipException || e instanceof EOFException || e instanceof TooLargeException;
    }

    private static boolean isCompressed(String name) {
        return name.endsWith(".gz");
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long left;

        private Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new TooLargeException(limit);
            }
        }
    }
}

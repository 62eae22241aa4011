package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jenkins.MasterToSlaveFileCallable;

/**
 * Brings one file from an agent. Nothing that the agent says of it is believed: its size is counted here while it arrives,
 * and the agent does not follow links, which a workload may have put in its place.
 */
final class Incoming {
    private Incoming() {}

    /**
     * Copies a file whole or not at all.
     *
     * @param limit largest size in bytes
     * @throws AbortException where it is missing, no plain file or too large
     */
    static void fetch(FilePath file, Path to, long limit) throws IOException, InterruptedException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            try (OutputStream out = limited(part, file.getName(), limit)) {
                file.act(new Send(new RemoteOutputStream(out), limit));
            } catch (TooLarge e) {
                throw new AbortException(Messages.Incoming_TooLarge(e.getMessage(), limit >> 20));
            }
            Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file that takes no more than that many bytes. */
    static OutputStream limited(Path file, String name, long limit) throws IOException {
        return new Limited(Files.newOutputStream(file), name, limit);
    }

    private static final class Send extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1;
        private final OutputStream out;
        private final long limit;

        private Send(OutputStream out, long limit) {
            this.out = out;
            this.limit = limit;
        }

        @Override
        public Void invoke(File f, VirtualChannel channel) throws IOException {
            Path file = f.toPath();
            try {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new AbortException(
                            Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                                    ? "AutoPerf's result " + file.getFileName() + " was replaced by something that is no file."
                                    : "AutoPerf left no " + file.getFileName() + "; its last words stand above.");
                }
                if (Files.size(file) > limit) {
                    throw new AbortException("AutoPerf's result " + file.getFileName() + " has " + Files.size(file)
                            + " bytes, more than the " + (limit >> 20) + " MB that a controller takes.");
                }
                try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                        OutputStream o = out) {
                    in.transferTo(o);
                }
            } catch (NoSuchFileException e) {
                throw new AbortException("AutoPerf's result " + file.getFileName() + " vanished while it was read.");
            }
            return null;
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        private TooLarge(String file) {
            super(file);
        }
    }

    private static final class Limited extends FilterOutputStream {
        private final String name;
        private long left;

        private Limited(OutputStream out, String name, long limit) {
            super(out);
            this.name = name;
            left = limit;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            out.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            take(len);
            out.write(b, off, len);
        }

        private void take(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new TooLarge(name);
            }
        }
    }
}

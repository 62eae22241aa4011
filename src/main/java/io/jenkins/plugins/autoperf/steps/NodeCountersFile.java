package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.AvailabilityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;

/** What the last measurement on a node found that can be counted there: one small file a node, gone with the node. */
final class NodeCountersFile {
    /** What {@code autoperf check} calls it. */
    static final String NAME = "counters.json";

    private static final Logger LOGGER = Logger.getLogger(NodeCountersFile.class.getName());

    private final Path file;

    private NodeCountersFile(Path file) {
        this.file = file;
    }

    /** @param time of the measurement, milliseconds since 1970 */
    record Found(Availability availability, long time) {}

    /** @param node its name, which may hold what a file's name may not; empty for the built-in node */
    static NodeCountersFile of(String node) {
        Path folder = Jenkins.get().getRootDir().toPath().resolve("autoperf").resolve("nodes");
        return new NodeCountersFile(folder.resolve(Util.getDigestOf(node) + ".json"));
    }

    /** Keeps what a measurement found. It is worth no build's failure, so what goes wrong is logged. */
    static void keep(FilePath results) throws InterruptedException {
        Computer computer = results.toComputer();
        if (computer != null) {
            try {
                of(computer.getName()).take(results.child(NAME));
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "What " + computer.getName() + " can count is not known");
            }
        }
    }

    private void take(FilePath from) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        Path arriving = Files.createTempFile(file.getParent(), "arriving", ".json");
        try {
            Incoming.fetch(from, arriving, AvailabilityFile.MAXIMUM_BYTES);
            AvailabilityFile.write(file, AvailabilityFile.read(arriving));
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    /** Nothing where it is missing or damaged. */
    Optional<Found> read() {
        try {
            return Optional.of(new Found(AvailabilityFile.read(file), Files.getLastModifiedTime(file).toMillis()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> file + " cannot be read");
            return Optional.empty();
        }
    }

    /** A node of the same name that is made later is another machine. */
    @Extension
    public static final class Cleaner extends NodeListener {
        @Override
        protected void onDeleted(Node node) {
            try {
                Files.deleteIfExists(of(node.getNodeName()).file);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "What " + node.getNodeName() + " could count is not forgotten");
            }
        }
    }
}

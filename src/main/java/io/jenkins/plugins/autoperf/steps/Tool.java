package io.jenkins.plugins.autoperf.steps;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;
import org.apache.commons.io.FileUtils;

/** The command line on an agent: copied once, to a folder of the agent's cache that is named by the version. */
final class Tool {
    /** Starts the command line; the same for freestyle and Pipeline. */
    static final String SCRIPT = "autoperf.sh";

    private static final Duration UNUSED = Duration.ofDays(30);

    private Tool() {}

    static InputStream script() {
        return Tool.class.getResourceAsStream(SCRIPT);
    }

    /**
     * Copies the tool to the agent unless it is there.
     *
     * @param node the agent's root folder
     * @return the folder that holds the jars and the script
     */
    static FilePath install(FilePath node) throws IOException, InterruptedException {
        ToolJars jars = ToolJars.find();
        HashMap<String, Long> sizes = new HashMap<>();
        for (Map.Entry<String, Path> jar : jars.jars().entrySet()) {
            sizes.put(jar.getKey(), Files.size(jar.getValue()));
        }
        FilePath cache = node.child("caches").child("autoperf");
        FilePath folder = cache.child(jars.version());
        if (!folder.act(new IsWhole(sizes))) {
            cache.mkdirs();
            FilePath beside = cache.createTempDir("new", "");
            try {
                for (Map.Entry<String, Path> jar : jars.jars().entrySet()) {
                    try (InputStream in = Files.newInputStream(jar.getValue())) {
                        beside.child(jar.getKey()).copyFrom(in);
                    }
                }
                try (InputStream in = script()) {
                    beside.child(SCRIPT).copyFrom(in);
                }
                cache.act(new TakePlace(beside.getName(), folder.getName(), sizes));
            } finally {
                beside.deleteRecursive();
            }
        }
        return folder;
    }

    private static boolean isWhole(Path folder, Map<String, Long> sizes) throws IOException {
        for (Map.Entry<String, Long> jar : sizes.entrySet()) {
            Path file = folder.resolve(jar.getKey());
            if (!Files.isRegularFile(file) || Files.size(file) != jar.getValue()) {
                return false;
            }
        }
        return Files.isRegularFile(folder.resolve(SCRIPT));
    }

    /** Also notes that this version is in use. */
    private static final class IsWhole extends MasterToSlaveFileCallable<Boolean> {
        private static final long serialVersionUID = 1;
        private final HashMap<String, Long> sizes;

        private IsWhole(HashMap<String, Long> sizes) {
            this.sizes = sizes;
        }

        @Override
        public Boolean invoke(File folder, VirtualChannel channel) throws IOException {
            if (!isWhole(folder.toPath(), sizes)) {
                return false;
            }
            Files.setLastModifiedTime(folder.toPath(), FileTime.from(Instant.now()));
            return true;
        }
    }

    /** Moves a new version to its place in one step, since another build may do the same, and drops those long unused. */
    private static final class TakePlace extends MasterToSlaveFileCallable<Void> {
        private static final long serialVersionUID = 1;
        private final String beside;
        private final String version;
        private final HashMap<String, Long> sizes;

        private TakePlace(String beside, String version, HashMap<String, Long> sizes) {
            this.beside = beside;
            this.version = version;
            this.sizes = sizes;
        }

        @Override
        public Void invoke(File cache, VirtualChannel channel) throws IOException {
            Path folder = cache.toPath().resolve(version);
            if (Files.exists(folder) && !isWhole(folder, sizes)) {
                FileUtils.deleteDirectory(folder.toFile());
            }
            try {
                Files.move(cache.toPath().resolve(beside), folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!isWhole(folder, sizes)) {
                    throw e;
                }
            }
            Instant limit = Instant.now().minus(UNUSED);
            for (Path other : others(cache.toPath())) {
                if (Files.getLastModifiedTime(other).toInstant().isBefore(limit)) {
                    FileUtils.deleteQuietly(other.toFile());
                }
            }
            return null;
        }

        private List<Path> others(Path cache) throws IOException {
            try (Stream<Path> all = Files.list(cache)) {
                return all.filter(p -> !p.endsWith(version)).toList();
            }
        }
    }
}

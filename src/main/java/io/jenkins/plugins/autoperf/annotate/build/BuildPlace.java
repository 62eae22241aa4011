package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions.Side;
import io.jenkins.plugins.autoperf.workload.NativeFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A folder in the tool's cache for the copies of two versions and what is built of them. */
final class BuildPlace implements AutoCloseable {
    /** One that is older was left behind by a process that was ended. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(2);

    private final Path folder;
    private final Path within;

    private BuildPlace(Path folder, Path within) {
        this.folder = folder;
        this.within = within;
    }

    /** @param within folder of each tree in which it is built */
    static BuildPlace create(Path within) {
        Path builds = NativeFiles.cache().resolve("builds");
        try {
            Files.createDirectories(builds);
            deleteOld(builds);
            return new BuildPlace(Files.createTempDirectory(builds, "").toRealPath(), within);
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.MACHINE,
                    "No folder for private copies can be made in " + builds + ": " + e.getMessage()
                            + ". Set AUTOPERF_CACHE to a folder that you may write to.",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    Path tree(Side side) {
        return folder.resolve(side.text());
    }

    /** Where that version is built and run. */
    Path folder(Side side) {
        return tree(side).resolve(within).normalize();
    }

    /** For the agent of its JVMs. */
    Path agent(Side side) {
        return folder.resolve(side.text() + "-java");
    }

    Path session(Side side) {
        return folder.resolve(side.text() + "-session");
    }

    /** For what is not to be kept. */
    Path output() {
        return folder.resolve("output");
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void deleteOld(Path builds) throws IOException {
        Instant oldest = Instant.now().minus(LEFT_BEHIND);
        List<Path> places;
        try (Stream<Path> files = Files.list(builds)) {
            places = files.toList();
        }
        for (Path place : places) {
            if (Files.getLastModifiedTime(place).toInstant().isBefore(oldest)) {
                delete(place);
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The next run tries again, once it is old.
        }
    }
}

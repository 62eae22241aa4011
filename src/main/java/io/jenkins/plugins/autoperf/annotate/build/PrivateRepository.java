package io.jenkins.plugins.autoperf.annotate.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository of its own for a copy of another's files. It reads the objects of the other, so that a build may ask git for a
 * version, and writes nothing there.
 */
final class PrivateRepository {
    private PrivateRepository() {}

    /**
     * @param commit that is checked out, on no branch
     * @param folder of the copy
     */
    static Repository create(Repository original, ObjectId commit, Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(".git"));
        Path common = original.getCommonDirectory().toPath();
        Files.createDirectories(own.resolve("refs/heads"));
        Files.createDirectories(own.resolve("objects/info"));
        if (original.getObjectDatabase() instanceof ObjectDirectory objects) {
            Files.writeString(own.resolve("objects/info/alternates"), objects.getDirectory().getCanonicalPath() + "\n");
        }
        Files.writeString(own.resolve("HEAD"), commit.name() + "\n");
        for (String name : new String[] {"packed-refs", "shallow"}) {
            if (Files.exists(common.resolve(name))) {
                Files.copy(common.resolve(name), own.resolve(name));
            }
        }
        copyTags(common.resolve("refs/tags"), own.resolve("refs/tags"));
        Files.writeString(own.resolve("config"), original.getConfig().toText());
        Repository repository = new FileRepositoryBuilder().setGitDir(own.toFile()).setWorkTree(folder.toFile()).build();
        StoredConfig config = repository.getConfig();
        config.setBoolean("core", null, "bare", false);
        config.unset("core", null, "worktree");
        config.save();
        return repository;
    }

    private static void copyTags(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (Files.isDirectory(from)) {
            try (Stream<Path> tags = Files.walk(from)) {
                for (Path tag : (Iterable<Path>) tags::iterator) {
                    Path copy = to.resolve(from.relativize(tag));
                    if (Files.isRegularFile(tag)) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(tag, copy);
                    }
                }
            }
        }
    }
}

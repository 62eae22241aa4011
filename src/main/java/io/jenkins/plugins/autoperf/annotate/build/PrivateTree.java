package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.QuietGit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Copies of the two versions, to be built in: the user's tree and repository are only read. All files of a copy have the same
 * time, so that nothing that is made from another of them seems older than that.
 */
final class PrivateTree {
    private static final int MAGIC_BYTES = 8;
    private static final byte[] PROGRAM = {0x7f, 'E', 'L', 'F'};
    private static final byte[] ARCHIVE = {'!', '<', 'a', 'r', 'c', 'h', '>', '\n'};
    private static final List<String> BUILD_FOLDER_SIGNS = List.of("CMakeCache.txt", "meson-info");

    private final List<String> notes = new ArrayList<>();

    private PrivateTree() {}

    /**
     * Copies the working tree: what git tracks, as it is now, and what it neither tracks nor ignores; of that no folders of
     * CMake or Meson and no compiled files, which would be taken for those of the copy.
     *
     * @param root of the working tree
     * @param target to be made
     * @return what was left out, in sentences
     */
    static List<String> candidate(Path root, Path target) {
        return make(root, target, (tree, repository) -> tree.copy(repository, target, ""));
    }

    /**
     * Checks out a commit, its submodules as far as their commits are there; likewise.
     *
     * @param commit its full id
     */
    static List<String> reference(Path root, String commit, Path target) {
        return make(root, target, (tree, repository) -> tree.checkOut(repository, ObjectId.fromString(commit), target, ""));
    }

    private interface Maker {
        void fill(PrivateTree tree, Repository repository) throws IOException;
    }

    private static List<String> make(Path root, Path target, Maker maker) {
        QuietGit.use(root);
        PrivateTree tree = new PrivateTree();
        try (Repository repository = new FileRepositoryBuilder().findGitDir(root.toFile()).setMustExist(true).build()) {
            Files.createDirectories(target);
            maker.fill(tree, repository);
            setTimes(target);
            return List.copyOf(tree.notes);
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.MACHINE, "A private copy of the sources cannot be made in " + target + ": " + e.getMessage() + ".", e);
        }
    }

    private void checkOut(Repository original, ObjectId commit, Path target, String within) throws IOException {
        try (Repository own = PrivateRepository.create(original, commit, target); RevWalk commits = new RevWalk(own)) {
            RevTree tree = commits.parseCommit(commit).getTree();
            DirCacheCheckout checkout = new DirCacheCheckout(own, own.lockDirCache(), tree);
            checkout.setFailOnConflict(true);
            checkout.checkout();
            try (TreeWalk walk = new TreeWalk(own)) {
                walk.addTree(tree);
                walk.setRecursive(true);
                while (walk.next()) {
                    if (walk.getFileMode().equals(FileMode.GITLINK)) {
                        checkOutSubmodule(original, walk.getPathString(), walk.getObjectId(0), target, within);
                    }
                }
            }
        }
    }

    private void checkOutSubmodule(Repository original, String path, ObjectId commit, Path target, String within)
            throws IOException {
        try (Repository submodule = SubmoduleWalk.getSubmoduleRepository(original, path)) {
            if (submodule == null || !submodule.getObjectDatabase().has(commit)) {
                notes.add("The submodule " + within + path + " is left out: its commit " + commit.abbreviate(10).name()
                        + " is not in this clone.");
            } else {
                checkOut(submodule, commit, target.resolve(path), within + path + "/");
            }
        }
    }

    private void copy(Repository original, Path target, String within) throws IOException {
        ObjectId head = original.resolve(Constants.HEAD);
        try (Repository own = PrivateRepository.create(original, head == null ? ObjectId.zeroId() : head, target);
                TreeWalk walk = new TreeWalk(original)) {
            if (original.getIndexFile().exists()) {
                Files.copy(original.getIndexFile().toPath(), own.getIndexFile().toPath());
            }
            walk.addTree(new DirCacheIterator(original.readDirCache()));
            FileTreeIterator files = new FileTreeIterator(original);
            walk.addTree(files);
            files.setDirCacheIterator(walk, 0);
            Path root = original.getWorkTree().toPath();
            while (walk.next()) {
                copyEntry(walk, original, root, target, within);
            }
        }
    }

    private void copyEntry(TreeWalk walk, Repository original, Path root, Path target, String within) throws IOException {
        FileTreeIterator here = walk.getTree(1, FileTreeIterator.class);
        boolean tracked = walk.getTree(0, DirCacheIterator.class) != null;
        if (here == null || !tracked && here.isEntryIgnored()) {
            return;
        }
        String path = walk.getPathString();
        Path file = root.resolve(path);
        if (walk.getFileMode(1).equals(FileMode.GITLINK)) {
            try (Repository submodule = SubmoduleWalk.getSubmoduleRepository(original, path)) {
                if (submodule != null) {
                    copy(submodule, Files.createDirectories(target.resolve(path)), within + path + "/");
                }
            }
        } else if (walk.isSubtree()) {
            if (!tracked && BUILD_FOLDER_SIGNS.stream().anyMatch(sign -> Files.exists(file.resolve(sign)))) {
                notes.add("The folder " + within + path + " is left out: it is a build of the tree itself.");
            } else {
                walk.enterSubtree();
            }
        } else if (tracked || !isCompiled(file)) {
            Path copy = target.resolve(path);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isCompiled(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(MAGIC_BYTES);
            return startsWith(magic, PROGRAM) || startsWith(magic, ARCHIVE);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static void setTimes(Path target) throws IOException {
        FileTime now = FileTime.from(Instant.now());
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.setLastModifiedTime(file, now);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

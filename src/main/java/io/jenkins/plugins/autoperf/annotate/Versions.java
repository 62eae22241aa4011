package io.jenkins.plugins.autoperf.annotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/**
 * The files of a repository in two versions. Nothing is written: the index is read, not refreshed, and what it does not vouch
 * for is read from disk.
 */
final class Versions {
    private final Repository repository;

    Versions(Repository repository) {
        this.repository = repository;
    }

    /**
     * A path in the two versions.
     *
     * @param before what it was, or null where it was not
     * @param after what it is, or null where it is not
     */
    record Pair(Entry before, Entry after) {}

    /**
     * @param mode type and permissions
     * @param id of the content; of the bytes as they are on disk, with their line ends, where it is of the working tree
     */
    record Entry(FileMode mode, ObjectId id) {
        boolean isFile() {
            return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
        }

        boolean isRepository() {
            return mode == FileMode.GITLINK;
        }
    }

    /** Paths whose content differs between two trees; the first may be null for none. */
    Map<String, Pair> between(RevTree before, RevTree after) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            walk.addTree(tree(reader, before));
            walk.addTree(after);
            walk.setRecursive(true);
            Map<String, Pair> pairs = new TreeMap<>();
            while (walk.next()) {
                put(pairs, walk.getPathString(), entry(walk, 0), entry(walk, 1));
            }
            return pairs;
        }
    }

    /** Paths whose content differs between a tree, which may be null for none, and the working tree, less what git ignores. */
    Map<String, Pair> toWorkingTree(RevTree before) throws IOException {
        Map<String, Pair> pairs = new TreeMap<>();
        DirCache index = repository.readDirCache();
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = new TreeWalk(repository, reader)) {
            walk.addTree(tree(reader, before));
            walk.addTree(new DirCacheIterator(index));
            FileTreeIterator files = new FileTreeIterator(repository);
            walk.addTree(files);
            files.setDirCacheIterator(walk, 1);
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(2, WorkingTreeIterator.class);
                boolean known = walk.getRawMode(0) != 0 || walk.getRawMode(1) != 0;
                if (file != null && !known && file.isEntryIgnored()) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                    continue;
                }
                put(pairs, walk.getPathString(), entry(walk, 0), file == null ? null : onDisk(walk, file));
            }
        }
        return pairs;
    }

    private static AbstractTreeIterator tree(ObjectReader reader, RevTree tree) throws IOException {
        return tree == null ? new EmptyTreeIterator() : new CanonicalTreeParser(null, reader, tree);
    }

    private static void put(Map<String, Pair> pairs, String path, Entry before, Entry after) {
        // A submodule is looked into even where its recorded commit is the same: its working tree may differ.
        boolean repository = after != null && after.isRepository();
        if (before == null && after == null || before != null && after != null && !repository && before.id().equals(after.id())) {
            return;
        }
        pairs.put(path, new Pair(before, after));
    }

    private static Entry entry(TreeWalk walk, int tree) {
        return walk.getRawMode(tree) == 0 || walk.getRawMode(tree) == FileMode.TYPE_TREE
                ? null
                : new Entry(walk.getFileMode(tree), walk.getObjectId(tree));
    }

    private Entry onDisk(TreeWalk walk, WorkingTreeIterator file) throws IOException {
        FileMode mode = file.getEntryFileMode();
        if (mode == FileMode.GITLINK) {
            return new Entry(mode, ObjectId.zeroId());
        }
        DirCacheIterator indexed = walk.getTree(1, DirCacheIterator.class);
        if (indexed != null && indexed.getDirCacheEntry() != null
                && file.compareMetadata(indexed.getDirCacheEntry()) == WorkingTreeIterator.MetadataDiff.EQUAL) {
            return new Entry(mode, indexed.getEntryObjectId());
        }
        Path path = repository.getWorkTree().toPath().resolve(walk.getPathString());
        if (mode == FileMode.SYMLINK || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(path)) {
            return new Entry(mode, ObjectId.zeroId());
        }
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return new Entry(mode, formatter.idFor(Constants.OBJ_BLOB, Files.readAllBytes(path)));
        }
    }
}

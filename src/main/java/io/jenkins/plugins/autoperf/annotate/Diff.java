package io.jenkins.plugins.autoperf.annotate;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What changed in a repository, read from it without a trace: no file of it and nothing in .git is written. */
public final class Diff {
    private static final int LARGEST_BYTES = 32 << 20;

    private final Repository repository;
    private final boolean inside;
    private final List<FileChange> files = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Diff(Repository repository, boolean inside) {
        this.repository = repository;
        this.inside = inside;
    }

    /**
     * From the commit where HEAD parted from the given one to the files as they are now, also those that were never
     * committed, less what git ignores.
     *
     * @param folder in the working tree
     * @param since commit, branch or tag
     * @throws AutoPerfException where there is no repository, no such commit, or no common history
     */
    public static Changes since(Path folder, String since) {
        return in(folder, diff -> {
            RevCommit base = new Commits(diff.repository).mergeBase(since, "HEAD");
            diff.compare(new Versions(diff.repository).toWorkingTree(base.getTree()), base);
            return base;
        });
    }

    /**
     * From the commit where the second parted from the first to the second.
     *
     * @throws AutoPerfException as {@link #since}
     */
    public static Changes between(Path folder, String since, String until) {
        return in(folder, diff -> {
            Commits commits = new Commits(diff.repository);
            RevCommit base = commits.mergeBase(since, until);
            diff.compare(new Versions(diff.repository).between(base.getTree(), commits.named(until).getTree()), base);
            return base;
        });
    }

    /**
     * The full id of the commit that is checked out.
     *
     * @param folder in the working tree
     * @throws AutoPerfException where there is no repository, or it has no commit
     */
    public static String head(Path folder) {
        return reading(folder, repository -> new Commits(repository).named("HEAD").name());
    }

    private interface Comparing {
        RevCommit in(Diff diff) throws IOException;
    }

    private interface Reading<T> {
        T of(Repository repository) throws IOException;
    }

    private static Changes in(Path folder, Comparing work) {
        return reading(folder, repository -> {
            Diff diff = new Diff(repository, false);
            RevCommit base = work.in(diff);
            return diff.changes(base.name());
        });
    }

    private static <T> T reading(Path folder, Reading<T> work) {
        Path real = real(folder);
        QuietGit.use(real);
        try (Repository repository = open(real)) {
            if (repository.isBare()) {
                throw new AutoPerfException(
                        Kind.USAGE, "The repository " + repository.getDirectory() + " is bare: it has no files. Name a clone with files.");
            }
            return work.of(repository);
        } catch (MissingObjectException e) {
            throw new AutoPerfException(
                    Kind.USAGE,
                    "The repository above " + folder + " lacks the object " + e.getObjectId().name()
                            + ", as shallow and partial clones do. Fetch it whole.",
                    e);
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.DATA, "The repository above " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new AutoPerfException(Kind.USAGE, "There is no folder " + folder + ".", e);
        }
    }

    private static Repository open(Path folder) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
        if (builder.getGitDir() == null) {
            throw new AutoPerfException(Kind.USAGE, folder + " is in no git repository. Run it in the clone of your project.");
        }
        try {
            return builder.setMustExist(true).build();
        } catch (RepositoryNotFoundException e) {
            throw new AutoPerfException(Kind.DATA, builder.getGitDir() + " is no whole git repository.", e);
        }
    }

    private Changes changes(String base) throws IOException {
        files.sort(Comparator.comparing(FileChange::file));
        return new Changes(repository.getWorkTree().toPath().toRealPath(), base, files, notes);
    }

    /* ---- one repository ---- */

    private void compare(Map<String, Versions.Pair> pairs, RevCommit base) throws IOException {
        Origins origins = new Origins(gone(pairs));
        Map<ObjectId, String> same = hasNew(pairs) ? contents(base) : Map.of();
        for (Map.Entry<String, Versions.Pair> path : pairs.entrySet()) {
            Versions.Entry before = path.getValue().before();
            Versions.Entry after = path.getValue().after();
            if (after != null && after.isRepository()) {
                submodule(path.getKey(), before != null && before.isRepository() ? before.id() : null, after.id());
            } else if (after == null) {
                files.add(change(path.getKey(), FileChange.Kind.DELETED, path.getKey(), List.of(), "deleted"));
            } else if (!after.isFile()) {
                files.add(change(path.getKey(), FileChange.Kind.MODIFIED, path.getKey(), List.of(), "no plain file"));
            } else {
                changed(path.getKey(), before, after, pairs, origins, same);
            }
        }
    }

    private void changed(
            String path,
            Versions.Entry before,
            Versions.Entry after,
            Map<String, Versions.Pair> pairs,
            Origins origins,
            Map<ObjectId, String> same)
            throws IOException {
        byte[] now = text(path, after);
        if (now == null) {
            files.add(change(path, FileChange.Kind.MODIFIED, path, List.of(), "larger than 32 MB, or not to be read"));
        } else if (isBinary(now)) {
            files.add(change(path, FileChange.Kind.MODIFIED, path, List.of(), "binary"));
        } else if (before != null && before.isFile()) {
            byte[] old = blob(before.id());
            add(path, FileChange.Kind.MODIFIED, path, old == null ? new byte[0] : old, now);
        } else {
            String exact = same.get(after.id());
            Optional<Origins.Candidate> origin = exact != null ? Optional.of(new Origins.Candidate(exact, now)) : origins.of(now);
            if (origin.isPresent()) {
                Versions.Pair source = pairs.get(origin.get().path());
                boolean gone = source != null && source.after() == null;
                add(path, gone ? FileChange.Kind.RENAMED : FileChange.Kind.COPIED, origin.get().path(), origin.get().text(), now);
            } else {
                add(path, FileChange.Kind.ADDED, path, new byte[0], now);
            }
        }
    }

    private void add(String path, FileChange.Kind kind, String before, byte[] old, byte[] now) {
        List<LineRange> ranges = LineDiff.between(old, now);
        String note = !ranges.isEmpty() ? "" : kind == FileChange.Kind.MODIFIED ? "only comments or white space changed" : "no line of code changed";
        files.add(change(path, kind, before, ranges, note));
    }

    private FileChange change(String path, FileChange.Kind kind, String before, List<LineRange> ranges, String note) {
        Path root = repository.getWorkTree().toPath();
        return new FileChange(root.resolve(path), kind, root.resolve(before), ranges, note);
    }

    /* ---- contents ---- */

    /** What a new file may come from: old texts that are gone, or are no longer what they were. */
    private List<Origins.Candidate> gone(Map<String, Versions.Pair> pairs) throws IOException {
        List<Origins.Candidate> candidates = new ArrayList<>();
        if (hasNew(pairs)) {
            for (Map.Entry<String, Versions.Pair> path : pairs.entrySet()) {
                Versions.Entry before = path.getValue().before();
                byte[] text = before != null && before.isFile() ? blob(before.id()) : null;
                if (text != null && !isBinary(text)) {
                    candidates.add(new Origins.Candidate(path.getKey(), text));
                }
            }
        }
        return candidates;
    }

    private static boolean hasNew(Map<String, Versions.Pair> pairs) {
        return pairs.values().stream().anyMatch(pair -> pair.before() == null && pair.after() != null);
    }

    /** All texts of a commit, by their ids. */
    private Map<ObjectId, String> contents(RevCommit commit) throws IOException {
        Map<ObjectId, String> contents = new HashMap<>();
        if (commit != null) {
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(commit.getTree());
                walk.setRecursive(true);
                while (walk.next()) {
                    contents.putIfAbsent(walk.getObjectId(0), walk.getPathString());
                }
            }
        }
        return contents;
    }

    private byte[] blob(ObjectId id) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectLoader loader = reader.open(id);
            return loader.getSize() > LARGEST_BYTES ? null : loader.getBytes(LARGEST_BYTES);
        }
    }

    /** The bytes of a new version: from disk where the id is that of a file there, else from the repository. */
    private byte[] text(String path, Versions.Entry entry) throws IOException {
        if (repository.getObjectDatabase().has(entry.id())) {
            return blob(entry.id());
        }
        Path file = repository.getWorkTree().toPath().resolve(path);
        return !Files.isReadable(file) || Files.size(file) > LARGEST_BYTES ? null : Files.readAllBytes(file);
    }

    private static boolean isBinary(byte[] text) {
        for (int i = 0; i < Math.min(text.length, 8_000); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /* ---- submodules ---- */

    /** A submodule: what it recorded before, null where it is new, against its files or, between commits, what is recorded now. */
    private void submodule(String path, ObjectId before, ObjectId after) throws IOException {
        if (inside) {
            notes.add("The submodule " + path + " of a submodule is not compared.");
            return;
        }
        try (Repository submodule = SubmoduleWalk.getSubmoduleRepository(repository, path)) {
            if (submodule == null) {
                notes.add("The submodule " + path + " is not checked out, and not compared.");
                return;
            }
            Diff diff = new Diff(submodule, true);
            try (RevWalk walk = new RevWalk(submodule)) {
                RevCommit base = before == null ? null : walk.parseCommit(before);
                RevTree tree = base == null ? null : base.getTree();
                Versions versions = new Versions(submodule);
                diff.compare(
                        after.equals(ObjectId.zeroId()) ? versions.toWorkingTree(tree) : versions.between(tree, walk.parseCommit(after).getTree()),
                        base);
            } catch (MissingObjectException e) {
                notes.add("The submodule " + path + " lacks the object " + e.getObjectId().name() + ", and is not compared. Fetch it there.");
                return;
            }
            files.addAll(diff.files);
            notes.addAll(diff.notes);
        }
    }
}

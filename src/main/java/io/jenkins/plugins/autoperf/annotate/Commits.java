package io.jenkins.plugins.autoperf.annotate;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** Commits by the names that users give. */
final class Commits {
    private final Repository repository;

    Commits(Repository repository) {
        this.repository = repository;
    }

    /** @throws AutoPerfException where there is no such commit here */
    RevCommit named(String name) {
        ObjectId id;
        try {
            id = repository.resolve(name + "^{commit}");
        } catch (AmbiguousObjectException e) {
            throw new AutoPerfException(Kind.USAGE, "Several commits begin with " + name + ". Write more of its id.", e);
        } catch (IncorrectObjectTypeException e) {
            throw new AutoPerfException(Kind.USAGE, name + " is no commit. Name a commit, branch or tag.", e);
        } catch (IllegalArgumentException | MissingObjectException e) {
            throw unknown(name);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (id == null) {
            throw unknown(name);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.parseCommit(id);
        } catch (MissingObjectException e) {
            throw unknown(name);
        } catch (IncorrectObjectTypeException e) {
            throw new AutoPerfException(Kind.USAGE, name + " is no commit. Name a commit, branch or tag.", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The commit where the two part: the best common ancestor, the earlier of the two where one comes after the other.
     *
     * @throws AutoPerfException where they have none, or the clone does not reach back to it
     */
    RevCommit mergeBase(String name, String other) {
        RevCommit one = named(name);
        RevCommit two = named(other);
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(two));
            RevCommit base = walk.next();
            if (base != null) {
                walk.parseBody(base);
                return base;
            }
        } catch (MissingObjectException e) {
            throw shallow(name, other);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (isShallow()) {
            throw shallow(name, other);
        }
        throw new AutoPerfException(
                Kind.USAGE, name + " and " + other + " have no common history. Name a commit of the same history.");
    }

    private boolean isShallow() {
        try {
            return !repository.getObjectDatabase().getShallowCommits().isEmpty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private AutoPerfException unknown(String name) {
        if (name.equals("HEAD")) {
            return new AutoPerfException(Kind.USAGE, "The repository " + repository.getWorkTree() + " has no commit yet. Commit first.");
        }
        String hint = isShallow() ? " This clone is shallow: fetch more of the history (git fetch --unshallow)." : " Fetch it, or mend the name.";
        return new AutoPerfException(Kind.USAGE, "There is no commit " + name + " in " + repository.getWorkTree() + "." + hint);
    }

    private static AutoPerfException shallow(String name, String other) {
        return new AutoPerfException(
                Kind.USAGE,
                "This clone is shallow and does not reach back to where " + name + " and " + other + " part."
                        + " Fetch more of the history (git fetch --unshallow).");
    }

    private AutoPerfException unreadable(IOException e) {
        return new AutoPerfException(
                Kind.DATA, "The repository " + repository.getDirectory() + " cannot be read: " + e.getMessage() + ".", e);
    }
}

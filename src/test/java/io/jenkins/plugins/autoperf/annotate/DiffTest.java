package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    private static final String SOURCE = "int f(int a) {\n    return a;\n}\n\nint g(int a) {\n    a++;\n    return a;\n}\n";

    @TempDir
    Path temporary;

    private Path folder;
    private Git git;
    private RevCommit first;

    @BeforeEach
    void makeRepository() throws Exception {
        folder = Files.createDirectory(temporary.toRealPath().resolve("project"));
        git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
        git.getRepository().getConfig().setString("user", null, "name", "Somebody");
        git.getRepository().getConfig().setString("user", null, "email", "somebody@example.org");
        write("a.c", SOURCE);
        write("b.c", SOURCE.replace("int f", "int h").replace("int g", "int k") + "int more(int x) { return x * x; }\n");
        write(".gitignore", "*.o\nbuild/\n");
        first = commit("first");
    }

    @AfterEach
    void close() {
        git.close();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private RevCommit commit(String message) throws Exception {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        return git.commit().setMessage(message).setSign(false).call();
    }

    private static String text(FileChange change, Path root) {
        String before = change.before().equals(change.file()) ? "" : " from " + root.relativize(change.before());
        return change.kind() + " " + root.relativize(change.file()) + before + " " + (change.note().isEmpty() ? change.ranges() : change.note());
    }

    private List<String> since(String commit) {
        return Diff.since(folder, commit).files().stream().map(change -> text(change, folder)).toList();
    }

    /* ---- what is compared with what ---- */

    @Test
    void theWorkingTreeWithTheLastCommit() throws Exception {
        write("a.c", SOURCE.replace("a++", "a--"));

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c [6-6]");
    }

    @Test
    void stagedOrNotIsTheSame() throws Exception {
        write("a.c", SOURCE.replace("a++", "a--"));
        git.add().addFilepattern("a.c").call();
        write("b.c", "int only(int a) { return a; }\n");

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c [6-6]", "MODIFIED b.c [1-1]");
    }

    @Test
    void newFilesCountBeforeTheyAreCommittedAndIgnoredOnesNever() throws Exception {
        write("new.c", SOURCE.replace("int", "long"));
        write("sub/newer.c", "void x(void) { f(1); }\n");
        write("a.o", "object");
        write("build/generated.c", SOURCE);

        assertThat(since("HEAD")).containsExactly("ADDED new.c [1-8]", "ADDED sub/newer.c [1-1]");
    }

    @Test
    void aTrackedFileCountsThoughItIsIgnored() throws Exception {
        write("build/tracked.c", SOURCE);
        git.getRepository().getConfig().setBoolean("core", null, "fileMode", false);
        Files.delete(folder.resolve(".gitignore"));
        commit("second");
        write(".gitignore", "*.o\nbuild/\n");
        write("build/tracked.c", SOURCE.replace("a++", "a--"));

        assertThat(since("HEAD")).contains("MODIFIED build/tracked.c [6-6]");
    }

    @Test
    void whatTheOtherBranchDidSinceIsNotOurs() throws Exception {
        git.checkout().setCreateBranch(true).setName("feature").call();
        write("a.c", SOURCE.replace("a++", "a--"));
        commit("ours");
        git.checkout().setName("main").call();
        write("b.c", "int theirs(int a) { return a; }\n");
        commit("theirs");
        git.checkout().setName("feature").call();

        assertThat(since("main")).containsExactly("MODIFIED a.c [6-6]");
        assertThat(Diff.since(folder, "main").base()).isEqualTo(first.name());
    }

    @Test
    void aMergeCommitAsHead() throws Exception {
        git.checkout().setCreateBranch(true).setName("feature").call();
        write("a.c", SOURCE.replace("a++", "a--"));
        commit("ours");
        git.checkout().setName("main").call();
        write("b.c", "int theirs(int a) { return a; }\n");
        RevCommit theirs = commit("theirs");
        git.checkout().setName("feature").call();
        git.merge().include(theirs).setFastForward(MergeCommand.FastForwardMode.NO_FF).setMessage("merged").call();

        assertThat(since("main")).containsExactly("MODIFIED a.c [6-6]");
        assertThat(since("HEAD^1")).containsExactly("MODIFIED b.c [1-1]");
    }

    @Test
    void twoCommitsWhateverTheWorkingTreeHolds() throws Exception {
        write("a.c", SOURCE.replace("a++", "a--"));
        RevCommit second = commit("second");
        write("a.c", "nonsense\n");

        assertThat(Diff.between(folder, first.name(), second.name()).files())
                .extracting(change -> text(change, folder))
                .containsExactly("MODIFIED a.c [6-6]");
    }

    @Test
    void aTagOrAShortIdIsACommit() throws Exception {
        git.tag().setName("v1").setAnnotated(true).setSigned(false).setMessage("one").call();
        write("a.c", SOURCE.replace("a++", "a--"));

        assertThat(since("v1")).hasSize(1);
        assertThat(since(first.name().substring(0, 8))).hasSize(1);
    }

    @Test
    void aFolderWithinTheProjectWillDo() throws Exception {
        write("sub/a.c", SOURCE);

        assertThat(Diff.since(folder.resolve("sub"), "HEAD").root()).isEqualTo(folder);
    }

    /* ---- what happened to files ---- */

    @Test
    void renamedAndChanged() throws Exception {
        Files.delete(folder.resolve("a.c"));
        write("lib/a.c", SOURCE.replace("a++", "a--"));

        assertThat(since("HEAD")).containsExactly("DELETED a.c deleted", "RENAMED lib/a.c from a.c [6-6]");
    }

    @Test
    void copiedFromAFileThatIsAsItWas() throws Exception {
        write("copy.c", SOURCE);

        assertThat(since("HEAD")).containsExactly("COPIED copy.c from a.c no line of code changed");
    }

    @Test
    void copiedFromAChangedFile() throws Exception {
        write("a.c", SOURCE.replace("a++", "a--"));
        write("copy.c", SOURCE.replace("a++", "a += 2"));

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c [6-6]", "COPIED copy.c from a.c [6-6]");
    }

    @Test
    void commentsAlone() throws Exception {
        write("a.c", SOURCE.replace("a++;", "a++; // one more"));

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c only comments or white space changed");
    }

    @Test
    void lineEndsAlone() throws Exception {
        write("a.c", SOURCE.replace("\n", "\r\n"));

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c only comments or white space changed");
    }

    @Test
    void aFileInLatin1() throws Exception {
        Files.write(folder.resolve("a.c"), ("/* Gr\u00f6\u00dfe */\n" + SOURCE).getBytes(StandardCharsets.ISO_8859_1));
        commit("second");
        Files.write(
                folder.resolve("a.c"),
                ("/* Gr\u00f6\u00dfe */\n" + SOURCE.replace("a++", "a += '\u00e4'")).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(since("HEAD")).containsExactly("MODIFIED a.c [7-7]");
    }

    @Test
    void aBinaryAndALink() throws Exception {
        Files.write(folder.resolve("table.bin"), new byte[] {1, 0, 2});
        Files.createSymbolicLink(folder.resolve("link.c"), Path.of("a.c"));

        assertThat(since("HEAD")).containsExactly("MODIFIED link.c no plain file", "MODIFIED table.bin binary");
    }

    @Test
    void aSubmoduleIsComparedInItself() throws Exception {
        Path library = Files.createDirectory(temporary.resolve("library"));
        try (Git other = Git.init().setDirectory(library.toFile()).setInitialBranch("main").call()) {
            Files.writeString(library.resolve("l.c"), SOURCE);
            other.add().addFilepattern(".").call();
            other.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("library").setSign(false).call();
        }
        git.submoduleAdd().setURI(library.toUri().toString()).setPath("lib").call().close();
        commit("with the library");
        assertThat(since("HEAD")).isEmpty();
        Files.writeString(folder.resolve("lib/l.c"), SOURCE.replace("a++", "a--"));

        assertThat(since("HEAD")).containsExactly("MODIFIED lib/l.c [6-6]");
        assertThat(since("HEAD~1")).contains("ADDED lib/l.c [1-8]");
    }

    /* ---- nothing is touched ---- */

    @Test
    void noFileAndNoTimeOfTheRepositoryChanges() throws Exception {
        write("a.c", SOURCE.replace("a++", "a--"));
        write("new.c", SOURCE);
        Files.setLastModifiedTime(folder.resolve("b.c"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        Map<String, String> before = TreeHash.of(folder);

        since("HEAD");
        Diff.between(folder, first.name(), "HEAD");
        assertThatThrownBy(() -> since("nowhere")).isInstanceOf(AutoPerfException.class);

        assertThat(TreeHash.of(folder)).isEqualTo(before);
    }

    /* ---- bad input ---- */

    private void refuses(String commit, String... words) {
        assertThatThrownBy(() -> since(commit))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll(words)
                .hasMessageEndingWith(".");
    }

    @Test
    void aCommitThatIsNotThere() {
        refuses("origin/nowhere", "no commit origin/nowhere", "Fetch it");
        refuses("0123456789abcdef0123456789abcdef01234567", "no commit 0123456789abcdef");
        refuses("a b^{", "no commit");
        refuses("HEAD:a.c", "HEAD:a.c");
    }

    @Test
    void noRepository() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));

        assertThatThrownBy(() -> Diff.since(elsewhere, "HEAD"))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("is in no git repository");
        assertThatThrownBy(() -> Diff.since(elsewhere.resolve("gone"), "HEAD"))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("no folder");
    }

    @Test
    void noCommitYet() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Git.init().setDirectory(empty.toFile()).call().close();

        assertThatThrownBy(() -> Diff.since(empty, "HEAD"))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("has no commit yet");
    }

    @Test
    void historiesThatNeverMet() throws Exception {
        git.checkout().setOrphan(true).setName("other").call();
        write("a.c", "int other(int a) { return a; }\n");
        commit("other beginning");

        refuses("main", "no common history");
    }

    @Test
    void aShallowClone() throws Exception {
        git.checkout().setCreateBranch(true).setName("feature").call();
        write("a.c", SOURCE.replace("a++", "a--"));
        commit("ours");
        write("a.c", SOURCE.replace("a++", "a -= 2"));
        commit("ours again");
        git.checkout().setName("main").call();
        write("b.c", "int theirs(int a) { return a; }\n");
        commit("theirs");
        Path clone = temporary.resolve("clone");
        try (Git shallow = Git.cloneRepository()
                .setURI(folder.toUri().toString())
                .setDirectory(clone.toFile())
                .setDepth(1)
                .setCloneAllBranches(true)
                .setBranch("feature")
                .call()) {
            assertThatThrownBy(() -> Diff.since(clone, "origin/main"))
                    .isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("shallow");
            assertThatThrownBy(() -> Diff.since(clone, first.name()))
                    .isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("shallow");
            assertThat(Diff.since(clone, "HEAD").files()).isEmpty();
        }
    }

    @Test
    void aBareRepository() throws Exception {
        Path bare = temporary.resolve("bare.git");
        Git.init().setBare(true).setDirectory(bare.toFile()).call().close();

        assertThatThrownBy(() -> Diff.since(bare, "HEAD")).isInstanceOf(AutoPerfException.class).hasMessageContaining("bare");
    }

    @Test
    void aDamagedIndex() throws Exception {
        Files.writeString(folder.resolve(".git/index"), "DIRCnonsense");

        assertThatThrownBy(() -> since("HEAD")).isInstanceOf(AutoPerfException.class).hasMessageContaining("cannot be read");
    }
}

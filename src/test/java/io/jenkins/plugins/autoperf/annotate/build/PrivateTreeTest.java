package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.annotate.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateTreeTest {
    @TempDir
    Path folder;

    private Path tree;
    private Path copy;

    @BeforeEach
    void repository() throws Exception {
        assumeTrue(Project.isInstalled("git"), "git is not installed");
        tree = Files.createDirectories(folder.resolve("tree")).toRealPath();
        copy = folder.resolve("copy");
        git(tree, "init", "-q");
        write("a.c", "one");
        write("run.sh", "#!/bin/sh");
        assertThat(tree.resolve("run.sh").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(tree.resolve("link.c"), Path.of("a.c"));
        write(".gitignore", "*.o\nignored/\n");
        git(tree, "add", "-A");
        git(tree, "commit", "-qm", "one");
        git(tree, "tag", "v1");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(tree.resolve(name).getParent());
        Files.writeString(tree.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private static String git(Path where, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("git", "-C", where.toString(), "-c", "user.name=n", "-c", "user.email=e",
                "-c", "protocol.file.allow=always"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private String head() throws Exception {
        return git(tree, "rev-parse", "HEAD");
    }

    @Test
    void theCandidateIsTheWorkingTreeAsItIsWithoutWhatWasBuiltInIt() throws Exception {
        write("a.c", "two");
        write("new/b.c", "untracked");
        write("a.o", "ignored");
        write("ignored/c.c", "ignored");
        write("lib.so", "\u007fELF and more");
        write("old.lib", "!<arch>\nmore");
        write("out/CMakeCache.txt", "CMAKE_HOME_DIRECTORY=" + tree);
        write("out/d.c", "generated");
        Map<String, String> before = TreeHash.of(tree);

        List<String> notes = PrivateTree.candidate(tree, copy);

        assertThat(copy.resolve("a.c")).hasContent("two");
        assertThat(copy.resolve("new/b.c")).hasContent("untracked");
        assertThat(copy.resolve("link.c")).isSymbolicLink();
        assertThat(copy.resolve("run.sh")).isExecutable();
        for (String name : List.of("a.o", "ignored", "lib.so", "old.lib", "out")) {
            assertThat(copy.resolve(name)).doesNotExist();
        }
        assertThat(notes).containsExactly("The folder out is left out: it is a build of the tree itself.");
        assertThat(TreeHash.of(tree)).isEqualTo(before);
        assertThat(git(copy, "describe", "--tags", "--dirty")).isEqualTo("v1-dirty");
    }

    @Test
    void theReferenceIsTheCommitAndAFolderThatGitKnows() throws Exception {
        String first = head();
        write("a.c", "two");
        write("later.c", "new");
        git(tree, "add", "-A");
        git(tree, "commit", "-qm", "two");
        write("a.c", "three");
        Map<String, String> before = TreeHash.of(tree);

        PrivateTree.reference(tree, first, copy);

        assertThat(copy.resolve("a.c")).hasContent("one");
        assertThat(copy.resolve("later.c")).doesNotExist();
        assertThat(copy.resolve("run.sh")).isExecutable();
        assertThat(copy.resolve("link.c")).isSymbolicLink();
        assertThat(git(copy, "status", "--porcelain")).isEmpty();
        assertThat(git(copy, "describe", "--tags")).isEqualTo("v1");
        assertThat(TreeHash.of(tree)).isEqualTo(before);
    }

    @Test
    void allFilesOfACopyHaveOneTime() throws Exception {
        Files.setLastModifiedTime(tree.resolve("a.c"), FileTime.fromMillis(0));
        PrivateTree.candidate(tree, copy);
        assertThat(Files.getLastModifiedTime(copy.resolve("a.c"))).isEqualTo(Files.getLastModifiedTime(copy.resolve("run.sh")));
    }

    @Test
    void submodulesComeWithTheirCommits() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        git(other, "init", "-q");
        Files.writeString(other.resolve("s.c"), "sub one");
        git(other, "add", "-A");
        git(other, "commit", "-qm", "one");
        git(tree, "submodule", "--quiet", "add", other.toString(), "sub");
        git(tree, "commit", "-qm", "with a submodule");
        String first = head();
        Files.writeString(tree.resolve("sub/s.c"), "sub two");
        git(tree.resolve("sub"), "commit", "-qam", "two");
        git(tree, "commit", "-qam", "a later submodule");
        Files.writeString(tree.resolve("sub/s.c"), "sub three");
        Map<String, String> before = TreeHash.of(tree);

        PrivateTree.candidate(tree, copy);
        PrivateTree.reference(tree, first, folder.resolve("reference"));

        assertThat(copy.resolve("sub/s.c")).hasContent("sub three");
        assertThat(folder.resolve("reference/sub/s.c")).hasContent("sub one");
        assertThat(TreeHash.of(tree)).isEqualTo(before);
    }

    @Test
    void aSubmoduleThatIsNotThereIsTold() throws Exception {
        git(tree, "update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,sub");
        git(tree, "commit", "-qm", "a submodule");
        assertThat(PrivateTree.reference(tree, head(), copy))
                .containsExactly("The submodule sub is left out: its commit 1234567890 is not in this clone.");
    }

    @Test
    void aLinkedWorktreeAndACloneThatSharesObjectsWillDo() throws Exception {
        Path linked = folder.resolve("linked");
        git(tree, "worktree", "add", "-q", linked.toString(), "HEAD");
        Path sharing = folder.resolve("sharing");
        git(folder, "clone", "-q", "--shared", tree.toString(), sharing.toString());
        PrivateTree.reference(linked.toRealPath(), head(), copy);
        PrivateTree.reference(sharing.toRealPath(), head(), folder.resolve("second"));
        PrivateTree.candidate(linked.toRealPath(), folder.resolve("third"));
        for (Path made : List.of(copy, folder.resolve("second"), folder.resolve("third"))) {
            assertThat(made.resolve("a.c")).hasContent("one");
            assertThat(git(made, "describe", "--tags")).isEqualTo("v1");
        }
    }
}

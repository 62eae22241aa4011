package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A program in a git repository, which a test changes. */
abstract class InRepository {
    @TempDir
    Path folder;

    Path tree;

    @BeforeEach
    final void repository() throws Exception {
        boolean built = getClass().getClassLoader().getResource("io/jenkins/plugins/autoperf/native/linux-x86_64/autoperf-compiler") != null;
        assumeTrue(built && System.getProperty("os.arch").equals("amd64"), "this build has no compiler of ours");
        assumeTrue(Files.exists(Path.of("/usr/bin/git")), "git is not installed");
        tree = Files.createDirectories(folder.resolve("tree")).toRealPath();
        program();
        git("init", "-q");
        git("add", "-A");
        git("commit", "-qm", "one");
    }

    /** Writes what is committed first. */
    abstract void program() throws IOException;

    void write(String name, String... lines) throws IOException {
        Files.createDirectories(tree.resolve(name).getParent());
        Files.writeString(tree.resolve(name), String.join("\n", lines) + "\n");
    }

    void replace(String name, String old, String now) throws IOException {
        String text = Files.readString(tree.resolve(name));
        assertThat(text).contains(old);
        Files.writeString(tree.resolve(name), text.replace(old, now));
    }

    void git(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("git", "-C", tree.toString(), "-c", "user.name=n", "-c", "user.email=e"));
        line.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }
}

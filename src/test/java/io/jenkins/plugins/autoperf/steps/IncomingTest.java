package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Files that come from an agent, which may have been told anything by a workload. */
@WithJenkins
class IncomingTest {
    private static final long LIMIT = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aFileArrivesWholeAndNothingElseDoes(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        FilePath there = agent.getRootPath().child("result");
        Path here = folder.resolve("result");

        there.write("x".repeat(300_000), "UTF-8");
        Incoming.fetch(there, here, LIMIT);
        assertThat(here).hasSize(300_000);
        Files.delete(here);

        there.delete();
        refused(there, here, "left no result");

        there.mkdirs();
        refused(there, here, "is no file");
        there.deleteRecursive();

        there.symlinkTo("/etc/passwd", null);
        refused(there, here, "is no file");
        there.delete();

        try (RandomAccessFile huge = new RandomAccessFile(there.getRemote(), "rw")) {
            huge.setLength(1L << 30);
        }
        refused(there, here, "more than the 1 MB");
    }

    @Test
    void anAgentThatSendsMoreThanItSaidIsCutOff(JenkinsRule jenkins) throws Exception {
        Path here = folder.resolve("result");

        assertThatThrownBy(() -> {
                    try (var out = Incoming.limited(here, "result", 10)) {
                        out.write(new byte[11]);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private void refused(FilePath there, Path here, String why) {
        assertThatThrownBy(() -> Incoming.fetch(there, here, LIMIT)).hasMessageContaining(why);
        assertThat(folder).isEmptyDirectory();
    }
}

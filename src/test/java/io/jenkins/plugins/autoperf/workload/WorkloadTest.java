package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
    @TempDir
    Path folder;

    private void assertRefused(String program, String cpus, String... parts) {
        assertThatThrownBy(() -> workload(program, cpus).check())
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContainingAll(parts);
    }

    private Workload workload(String program, String cpus) {
        return new Workload(List.of(program), folder, Map.of(), Duration.ZERO, cpus);
    }

    @Test
    void programsOfThePathAndOfTheFolderAreFound() {
        assertThatCode(() -> workload("sh", "").check()).doesNotThrowAnyException();
        assertThatCode(() -> workload("/bin/sh", "0,2-3").check()).doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeStartedIsRefusedWithTheReason() throws IOException {
        Files.writeString(folder.resolve("text"), "no program");
        assertRefused("", "", "No program to run");
        assertRefused("./none", "", "There is no program", "none");
        assertRefused("no-such-program", "", "on the PATH");
        assertRefused("text", "", "on the PATH", "./text");
        assertRefused("./text", "", "must not be executed", "chmod +x");
        assertRefused("./", "", "no program but a folder");
        assertRefused("sh", "0;reboot", "no list of CPUs");
    }
}

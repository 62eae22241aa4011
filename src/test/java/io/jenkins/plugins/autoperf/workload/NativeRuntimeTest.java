package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NativeRuntimeTest {
    private static final String RESOURCES = "io/jenkins/plugins/autoperf/workload/native";

    @TempDir
    Path cache;

    @Test
    void theFilesAreCopiedOnceAndADamagedCopyIsMended() throws IOException {
        NativeRuntime first = NativeRuntime.find(RESOURCES, cache);
        assertThat(first.library()).hasContent("a library").hasFileName("libautoperf.so");
        assertThat(Files.isExecutable(first.canary())).isTrue();
        assertThat(NativeRuntime.find(RESOURCES, cache)).isEqualTo(first);
        Files.writeString(first.library(), "torn");
        assertThat(NativeRuntime.find(RESOURCES, cache)).isEqualTo(first);
        assertThat(first.library()).hasContent("a library");
        try (var files = Files.list(cache)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aBuildWithoutNativesSaysSo() {
        assertThatThrownBy(() -> NativeRuntime.find("no/such/folder", cache)).isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("no region runtime").hasMessageContaining("gcc and make");
    }

    @Test
    void aCacheFromWhichNothingCanBePreloadedOrThatCannotBeWrittenIsNamed() throws IOException {
        assertThatThrownBy(() -> NativeRuntime.find(RESOURCES, cache.resolve("my files")))
                .isInstanceOf(AutoPerfException.class).hasMessageContaining("AUTOPERF_CACHE");
        Path file = Files.createFile(cache.resolve("file"));
        assertThatThrownBy(() -> NativeRuntime.find(RESOURCES, file.resolve("cache")))
                .isInstanceOf(AutoPerfException.class).hasMessageContaining("AUTOPERF_CACHE");
    }
}

package io.jenkins.plugins.autoperf.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFolderTest {
    private static final ProfileInfo INFO = Profiles.info(List.of(List.of(Profiles.WALL, Profiles.MISSES)));

    @TempDir
    Path root;

    private Path path;

    @BeforeEach
    void name() {
        path = root.resolve("new").resolve("good");
    }

    private void assertRefused(Existing existing, String... parts) {
        assertThatThrownBy(() -> ProfileFolder.create(path, INFO, existing))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void whatWasWrittenIsReadBack() {
        Overhead overhead = new Overhead(1.01, 0.99, 1.03, 0.96875, 6, 810);
        try (ProfileFolder folder = ProfileFolder.create(path, INFO)) {
            folder.append(Profiles.run(1, 0, 0));
            folder.append(Profiles.run(2, 0, 1));
            folder.save(overhead);
        }
        ProfileFolder folder = ProfileFolder.open(path);
        assertThat(folder.info()).isEqualTo(INFO);
        assertThat(folder.runs()).containsExactly(Profiles.run(1, 0, 0), Profiles.run(2, 0, 1));
        assertThat(folder.overhead()).contains(overhead);
    }

    @Test
    void aFolderWithOtherThingsInItIsRefused() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("thesis.tex"), "precious");
        assertRefused(Existing.OVERWRITE, "not empty", "another folder");
        assertThat(path.resolve("thesis.tex")).exists();
    }

    @Test
    void aProfileIsNeverOverwrittenUnasked() {
        ProfileFolder.create(path, INFO).close();
        assertRefused(Existing.REFUSE, "holds a profile already");
    }

    @Test
    void overwritingDeletesTheProfileAndNothingElse() throws IOException {
        try (ProfileFolder folder = ProfileFolder.create(path, INFO)) {
            Files.createFile(folder.createRunFolder("run-0001.0").resolve("1-0.aprof"));
            folder.append(Profiles.run(1, 0, 0));
        }
        Files.writeString(path.resolve("notes.txt"), "mine");
        try (ProfileFolder folder = ProfileFolder.create(path, INFO, Existing.OVERWRITE)) {
            assertThat(folder.runs()).isEmpty();
        }
        assertThat(path.resolve("run-0001.0")).doesNotExist();
        assertThat(path.resolve("notes.txt")).exists();
    }

    @Test
    void runsAreAppendedBehindAnInterruptedLine() throws IOException {
        try (ProfileFolder folder = ProfileFolder.create(path, INFO)) {
            folder.append(Profiles.run(1, 0, 0));
        }
        Files.writeString(path.resolve("runs.jsonl"), "{\"run\": 2, \"pa", StandardOpenOption.APPEND);
        assertThat(ProfileFolder.open(path).runs()).hasSize(1);
        try (ProfileFolder folder = ProfileFolder.create(path, INFO, Existing.APPEND)) {
            folder.append(Profiles.run(2, 0, 0));
            assertThat(folder.runs()).extracting(RunInfo::run).containsExactly(1, 2);
            assertThat(folder.info().plannedRuns()).isEqualTo(2);
        }
    }

    @Test
    void runsWithOtherCountersAreNotAppended() {
        ProfileFolder.create(path, Profiles.info(List.of(List.of(Profiles.CPU)))).close();
        assertRefused(Existing.APPEND, "other counters");
    }

    @Test
    void twoWritersAtOnceAreToldApart() {
        try (ProfileFolder first = ProfileFolder.create(path, INFO)) {
            assertRefused(Existing.OVERWRITE, "Another AutoPerf is writing");
            assertThat(first.runs()).isEmpty();
        }
        ProfileFolder.create(path, INFO, Existing.OVERWRITE).close();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(root.resolve("new"), "a file where a folder should be");
        assertRefused(Existing.REFUSE, "cannot be written");
    }

    @Test
    void damagedFilesAreNamedWithReasonAndLine() throws IOException {
        try (ProfileFolder folder = ProfileFolder.create(path, INFO)) {
            folder.append(Profiles.run(1, 0, 0));
        }
        Files.writeString(path.resolve("runs.jsonl"), "{\"run\": x}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ProfileFolder.open(path).runs())
                .isInstanceOf(AutoPerfException.class).hasMessageContaining("runs.jsonl").hasMessageContaining("line 2");
        for (String bad : List.of("", "null", "[]", "{", "{\"format\": 1}", "{\"format\": 9}", "[".repeat(5_000))) {
            Files.writeString(path.resolve("profile.json"), bad);
            assertThatThrownBy(() -> ProfileFolder.open(path)).as(bad)
                    .isInstanceOf(AutoPerfException.class).hasMessageContaining("profile.json");
        }
    }

    @Test
    void aFolderWithoutAProfileIsNamed() {
        assertThatThrownBy(() -> ProfileFolder.open(root))
                .isInstanceOf(AutoPerfException.class).hasMessageContaining("profile.json is missing");
        assertThatThrownBy(() -> ProfileFolder.open(path))
                .isInstanceOf(AutoPerfException.class).hasMessageContaining("is no folder");
    }
}

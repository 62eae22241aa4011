package io.jenkins.plugins.autoperf.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLoaderTest {
    private static final List<Counter> WALL = List.of(Profiles.WALL);

    @TempDir
    Path root;

    private ProfileFolder folder(List<List<Counter>> groups) {
        return ProfileFolder.create(root.resolve("good"), Profiles.info(groups));
    }

    private Path process(ProfileFolder folder, int run, int pass, String name, double started, Counter counter,
            Profiles.Content content) {
        return Profiles.file(folder.path().resolve(Profiles.name(run, pass)).resolve(name),
                Profiles.header(started, counter), content);
    }

    private static double[] column(RegionRun run, int column) {
        return Arrays.stream(run.values()).mapToDouble(v -> v[column]).toArray();
    }

    @Test
    void runsOfSeveralProcessesAreSummedByRegion() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "b", 3, 0));
            process(folder, 1, 0, "2-0.aprof", 2, Profiles.WALL, Profiles.region(5, "b", 2, 0));
            process(folder, 2, 0, "3-0.aprof", 3, Profiles.WALL, Profiles.region(0, "a", 4, 0));
            folder.append(Profiles.run(1, 0, 0));
            folder.append(Profiles.run(2, 0, 0));
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(profile.regions()).extracting(RegionSamples::name).containsExactly("a", "b");
            RegionRun run = profile.region("b").orElseThrow().runs().get(0);
            assertThat(run.executions()).isEqualTo(5);
            assertThat(run.threads()).isEqualTo(2);
            assertThat(column(run, 0)).containsExactly(0, 1, 2, 0, 1);
            assertThat(profile.counters()).isEqualTo(WALL);
            assertThat(profile.warnings()).isEmpty();
        }
    }

    @Test
    void aThreadIsAloneWithARegionWhereNoOtherOfItsProcessExecutesAnyRegion() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, w -> {
                w.region(0, "make");
                w.region(1, "take");
                w.sample(0, 0, 0, 0, 0, 0, 0, 1);
                w.sample(1, 1, 0, 0, 0, 0, 0, 1);
            });
            process(folder, 1, 0, "2-0.aprof", 2, Profiles.WALL, Profiles.region(0, "alone", 3, 0));
            folder.append(Profiles.run(1, 0, 0));
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(profile.regions()).extracting(r -> r.runs().get(0).threads()).containsExactly(1, 2, 2);
        }
    }

    @Test
    void samplesTakenBeforeTheStrideGrewAreLeftOut() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, w -> {
                w.region(0, "loop");
                w.executions(0, 0, 50, 1);
                for (int n = 0; n < 100; n++) {
                    if (n < 50 || AprofFormat.isSample(n, 0, 3)) {
                        w.sample(0, 0, n, n, 0, 0, 0, n);
                    }
                }
                w.executions(0, 3, 100, 1);
            });
            folder.append(Profiles.run(1, 0, 0));
            RegionRun run = ProfileLoader.load(folder.path()).region("loop").orElseThrow().runs().get(0);
            assertThat(run.executions()).isEqualTo(100);
            assertThat(Arrays.stream(column(run, 0)).mapToLong(v -> (long) v))
                    .isNotEmpty()
                    .allMatch(n -> AprofFormat.isSample(n, 0, 3));
        }
    }

    @Test
    void furtherThinningKeepsExactlyTheMaximumEvenlyAndAlwaysTheSame() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 10_000, 0));
            folder.append(Profiles.run(1, 0, 0));
            RegionRun run = ProfileLoader.load(folder.path(), 100).region("loop").orElseThrow().runs().get(0);
            double[] kept = column(run, 0);
            assertThat(kept).hasSize(100).isSorted();
            for (int i = 1; i < kept.length; i++) {
                assertThat(kept[i] - kept[i - 1]).isBetween(30.0, 300.0);
            }
            RegionRun again = ProfileLoader.load(folder.path(), 100).region("loop").orElseThrow().runs().get(0);
            assertThat(column(again, 0)).isEqualTo(kept);
        }
    }

    @Test
    void passesAreJoinedBySampleAndWhatOneLacksIsLeftOutWithAWarning() {
        try (ProfileFolder folder = folder(List.of(WALL, List.of(Profiles.MISSES)))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 1_000, 0));
            process(folder, 1, 1, "2-0.aprof", 2, Profiles.MISSES, Profiles.region(3, "loop", 900, 1));
            folder.append(Profiles.run(1, 0, 0));
            folder.append(Profiles.run(1, 1, 0));
            Profile profile = ProfileLoader.load(folder.path());
            RegionRun run = profile.regions().get(0).runs().get(0);
            assertThat(profile.counters()).containsExactly(Profiles.WALL, Profiles.MISSES);
            assertThat(run.samples()).isBetween(440, 460);
            assertThat(column(run, 0)).isEqualTo(column(run, 1));
            assertThat(profile.warnings()).anyMatch(w -> w.contains("were not in every pass"))
                    .anyMatch(w -> w.contains("executed it 900 to 1000 times"));
        }
    }

    @Test
    void aRunThatFailedTimedOutOrWasInterruptedIsLeftOutWithAWarning() {
        try (ProfileFolder folder = folder(List.of(WALL, List.of(Profiles.MISSES)))) {
            for (int run = 1; run <= 2; run++) {
                process(folder, run, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 10, 0));
                process(folder, run, 1, "1-0.aprof", 1, Profiles.MISSES, Profiles.region(0, "loop", 10, 0));
            }
            folder.append(Profiles.run(1, 0, 0));
            folder.append(Profiles.run(1, 1, 0));
            folder.append(Profiles.run(2, 0, 139));
            folder.append(Profiles.run(2, 1, 0));
            folder.append(Profiles.run(3, 0, 0));
            folder.append(new RunInfo(4, 0, true, "", 9, 137, true, List.of(), Profiles.name(4, 0)));
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(profile.regions().get(0).runs()).extracting(RegionRun::run).containsExactly(1);
            assertThat(profile.runs()).hasSize(6);
            assertThat(profile.warnings()).containsExactlyInAnyOrder(
                    "Run 2 was left out: it ended with exit code 139.",
                    "Run 3 was left out: only 1 of its 2 passes were finished.",
                    "Run 4 was left out: it ran out of time.");
        }
    }

    @Test
    void damagedFilesAreLeftOutWithReasonAndOffset() throws IOException {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 10, 0));
            Path bad = process(folder, 1, 0, "2-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 10, 0));
            try (RandomAccessFile f = new RandomAccessFile(bad.toFile(), "rw")) {
                f.seek(300);
                f.write(0x55);
            }
            Files.createDirectory(bad.resolveSibling("3-0.aprof"));
            Files.createSymbolicLink(bad.resolveSibling("4-0.aprof"), Files.createFile(root.resolve("elsewhere")));
            folder.append(Profiles.run(1, 0, 0));
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(profile.region("loop").orElseThrow().executions()).isEqualTo(10);
            assertThat(profile.warnings()).hasSize(3)
                    .anyMatch(w -> w.contains("2-0.aprof") && w.contains("at byte "))
                    .anyMatch(w -> w.contains("3-0.aprof") && w.contains("no regular file"))
                    .anyMatch(w -> w.contains("4-0.aprof") && w.contains("no regular file"));
        }
    }

    @Test
    void notesOfTheRuntimeAndUnknownCountersBecomeWarningsOnce() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            for (int run = 1; run <= 2; run++) {
                Profiles.file(folder.path().resolve(Profiles.name(run, 0)).resolve("1-0.aprof"),
                        Profiles.header(1, Profiles.CPU, Profiles.WALL), w -> {
                            w.note("PAPI is disabled.");
                            w.region(0, "loop");
                            w.sample(0, 0, 0, 0, 0, 0, 0, 1, 2);
                        });
                folder.append(Profiles.run(run, 0, 0));
            }
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(column(profile.regions().get(0).runs().get(0), 0)).containsExactly(2);
            assertThat(profile.warnings()).containsExactly("PAPI is disabled.",
                    "The counter cpu_ns stands in the samples and not in profile.json; it was left out.");
        }
    }

    @Test
    void aCounterThatWasWantedAndIsInNoFileIsNoColumn() {
        try (ProfileFolder folder = folder(List.of(List.of(Profiles.MISSES, Profiles.WALL)))) {
            process(folder, 1, 0, "1-0.aprof", 1, Profiles.WALL, Profiles.region(0, "loop", 2, 0));
            folder.append(Profiles.run(1, 0, 0));
            Profile profile = ProfileLoader.load(folder.path());
            assertThat(profile.counters()).containsExactly(Profiles.WALL);
            assertThat(column(profile.regions().get(0).runs().get(0), 0)).containsExactly(0, 1);
            assertThat(profile.warnings()).containsExactly(
                    "The counter PAPI_L1_DCM was wanted, and no process file has it.");
        }
    }

    @Test
    void whereNothingRemainsTheErrorSaysWhatToDo() throws IOException {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("No run").hasMessageContaining("succeeded");
            folder.append(Profiles.run(1, 0, 3));
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("ended with exit code 3").hasMessageContaining("stderr.txt");
            folder.append(Profiles.run(2, 0, 0));
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("No region was executed").hasMessageContaining("autoperf.h");
            Files.writeString(Files.createDirectories(folder.path().resolve(Profiles.name(2, 0))).resolve("0-0.aprof"), "?");
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("could be read").hasMessageContaining("at byte 1");
            process(folder, 2, 0, "1-0.aprof", 1, Profiles.WALL, w -> {
                w.region(0, "loop");
                w.executions(0, 0, 5, 1);
            });
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("no sample");
        }
    }

    @Test
    void aRunThatNamesAFolderOutsideTheProfileIsRefused() {
        try (ProfileFolder folder = folder(List.of(WALL))) {
            folder.append(new RunInfo(1, 0, true, "", 1, 0, false, List.of(), "../../etc"));
            assertThatThrownBy(() -> ProfileLoader.load(folder.path())).isInstanceOf(AutoPerfException.class)
                    .hasMessageContaining("../../etc");
        }
    }

    @Test
    void severalProfilesAreNumberedOnAndKeepTheCountersThatAllHave() {
        Machine other = new Machine("Another CPU", 4, "amd64", "", "6.1", "host", 1);
        Path a = root.resolve("a");
        Path b = root.resolve("b");
        for (Path path : List.of(a, b)) {
            List<Counter> group = path.equals(a) ? List.of(Profiles.CPU, Profiles.WALL) : WALL;
            try (ProfileFolder folder =
                    ProfileFolder.create(path, Profiles.info(List.of(group), path.equals(a) ? Profiles.MACHINE : other))) {
                Profiles.file(folder.path().resolve(Profiles.name(1, 0)).resolve("1-0.aprof"),
                        Profiles.header(1, group.toArray(Counter[]::new)), w -> {
                            w.region(0, "loop");
                            w.sample(0, 0, 0, 0, 2, 0, 0, group.size() == 1 ? new long[] {7} : new long[] {8, 9});
                        });
                folder.append(Profiles.run(1, 0, 0));
            }
        }
        Profile profile = ProfileLoader.load(List.of(a, b), 10);
        assertThat(profile.counters()).containsExactly(Profiles.WALL);
        assertThat(profile.runs()).extracting(RunInfo::run).containsExactly(1, 2);
        List<RegionRun> runs = profile.regions().get(0).runs();
        assertThat(runs).extracting(RegionRun::run).containsExactly(1, 2);
        assertThat(runs.get(0).values()).isDeepEqualTo(new double[][] {{9}});
        assertThat(runs.get(1).values()).isDeepEqualTo(new double[][] {{7}});
        assertThat(profile.warnings()).anyMatch(w -> w.contains("another machine"))
                .anyMatch(w -> w.contains("cpu_ns"));
    }
}

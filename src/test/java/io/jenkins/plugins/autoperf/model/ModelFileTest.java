package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final Profile GOOD = profile(1);
    private static final String TEXT = text(model());

    @TempDir
    Path folder;

    private static Profile profile(long seed) {
        Profile profile = new SyntheticProfile(seed).counters("wall_ns", "minor_faults").runs(2).samples(6)
                .region("a", 1e6, 10).region("b \"quoted\" \u00e9", 1e3, 0).profile();
        profile.regions().get(0).runs().get(0).values()[2][1] = Double.NaN;
        return profile;
    }

    private static Model model() {
        return Trainer.train(List.of(GOOD), Hyperparameters.DEFAULT.withMaximumEpochs(3), line -> {});
    }

    private static String text(Model model) {
        try {
            Path file = Files.createTempFile("model", ".json");
            ModelFile.write(model, file);
            String text = Files.readString(file);
            Files.delete(file);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Model parse(byte[] text) {
        try {
            Path file = Files.createTempFile("model", ".json");
            try {
                Files.write(file, text);
                return ModelFile.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Model read = parse(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(text(read)).isEqualTo(TEXT);
        assertThat(new Scorer(read).score(profile(2)).get(0).runs().get(0).errors())
                .isEqualTo(new Scorer(model()).score(profile(2)).get(0).runs().get(0).errors());
    }

    @Test
    void theSameProfilesAndSeedGiveTheSameFileToTheByteApartFromItsTime() {
        assertThat(withoutTime(text(model()))).isEqualTo(withoutTime(TEXT));
    }

    private static String withoutTime(String text) {
        return text.replaceFirst("\"created\":\"[^\"]*\"", "");
    }

    @Test
    void aNewModelReplacesTheOldOneAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("sub/model.json");
        ModelFile.write(model(), file);
        ModelFile.write(model(), file);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aNameInGzMeansCompressed() throws IOException {
        Path file = folder.resolve("model.json.gz");
        ModelFile.write(parse(TEXT.getBytes(StandardCharsets.UTF_8)), file);

        assertThat(Files.size(file)).isLessThan(TEXT.length() / 2);
        assertThat(text(ModelFile.read(file))).isEqualTo(TEXT);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 12, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ModelFile.read(file))
                    .isInstanceOfSatisfying(AutoPerfException.class,
                            e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA));
        }
    }

    @Test
    void aSmallFileThatUnpacksToAHugeOneIsRefused() throws IOException {
        Path bomb = folder.resolve("model.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (long mb = 0; mb <= ModelFile.LARGEST >> 20; mb++) {
                out.write(spaces);
            }
        }
        assertThatThrownBy(() -> ModelFile.read(bomb))
                .isInstanceOfSatisfying(AutoPerfException.class,
                        e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path taken = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ModelFile.write(model(), taken.resolve("model.json")))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("could not be written");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ModelFile.read(folder.resolve("none.json")))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("none.json")
                .hasMessageContaining("autoperf train");
    }

    @Test
    void aLaterFormatIsRefusedAsSuch() {
        assertThatThrownBy(() -> parse("{\"format\":2,\"layers\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("has format 2");
    }

    @Test
    void modelsThatDoNotHoldTogetherAreRefusedWithTheReason() {
        refused("\"cluster\":0", "\"cluster\":7", "belongs to no cluster");
        refused("\"columns\":[0,1]", "\"columns\":[0,2]", "out of range");
        refused("\"columns\":[0,1]", "\"columns\":[0,0]", "order");
        refused("\"name\":\"minor_faults\"", "\"name\":\"wall_ns\"", "twice");
        refused("\"purity\":1.0", "\"purity\":1.5", "purity");
        refused("\"biases\":[[", "\"biases\":[[\"NaN\",", "not a sensible number");
        refused("\"biases\":[[", "\"biases\":[[0.5,", "do not fit");
        refused("\"biases\":[[", "\"biases\":[null,[", "");
        refused("\"deviation\":[", "\"deviation\":[0.0,", "");
        refused("\"per-execution\"", "\"per-instruction\"", "no instruction count");
        refused("\"per-execution\"", "\"per-moon\"", "per-moon");
        refused("\"clusters\":[{", "\"clusters\":[null,{", "gaps");
        refused("\"runs\":[", "\"other\":[", "runs");
    }

    private static void refused(String from, String to, String reason) {
        assertThat(TEXT).contains(from);
        String text = TEXT.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        assertThatThrownBy(() -> parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(AutoPerfException.class,
                        e -> assertThat(e.kind()).isEqualTo(AutoPerfException.Kind.DATA))
                .hasMessageContaining(reason);
    }

    @Test
    void endlessNestingIsRefused() {
        assertThatThrownBy(() -> parse(("{\"format\":1,\"tool\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AutoPerfException.class);
    }

    @Property(tries = 200)
    void aTruncatedFileIsRefused(@ForAll @IntRange(min = 0, max = 1_000_000) int cut) {
        byte[] whole = TEXT.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> parse(Arrays.copyOf(whole, cut % whole.length))).isInstanceOf(AutoPerfException.class);
    }

    @Property(tries = 1000)
    void aFileWithForeignBytesIsRefusedOrStillAModel(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 1_000_000) Integer> places,
            @ForAll @IntRange(min = 0, max = 9) int kind,
            @ForAll byte any) {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        byte[] likely = {any, '9', '-', ',', '[', ']', '}', '"', 'e', ' '};
        for (int place : places) {
            bytes[place % bytes.length] = likely[kind];
        }
        Model model;
        try {
            model = parse(bytes);
        } catch (AutoPerfException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        ModelSummary.render(model);
        for (RegionScores scores : scores(model)) {
            scores.runs().forEach(run -> assertThat(run.errors()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY));
        }
    }

    private static List<RegionScores> scores(Model model) {
        try {
            return new Scorer(model).score(GOOD);
        } catch (AutoPerfException e) {
            return List.of();
        }
    }
}

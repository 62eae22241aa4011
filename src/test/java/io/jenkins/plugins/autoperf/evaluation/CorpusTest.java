package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void everySittingIsComparedWithinItselfAndWithTheNextOfItsKind() {
        Corpus corpus = new Corpus(1, List.of(
                sitting("a", Condition.QUIET, 1), sitting("a", Condition.LOADED, 1), sitting("b", Condition.QUIET, 1),
                sitting("a", Condition.QUIET, 2)));
        assertThat(corpus.comparisons())
                .extracting(c -> c.sitting().good().profile() + " " + c.pairing() + " " + c.candidate().side().profile())
                .containsExactly(
                        "a QUIET 1 good INTERLEAVED a QUIET 1 again",
                        "a QUIET 1 good ARCHIVED a QUIET 2 again",
                        "a LOADED 1 good INTERLEAVED a LOADED 1 again",
                        "b QUIET 1 good INTERLEAVED b QUIET 1 again",
                        "a QUIET 2 good INTERLEAVED a QUIET 2 again",
                        "a QUIET 2 good ARCHIVED a QUIET 1 again");
    }

    @Test
    void profilesMeasuredApartForgetThatTheyWereMeasuredInTurn() {
        Made.corpus(folder, 1.5);
        CorpusFolder corpus = CorpusFolder.open(folder);
        Corpus.Side side = corpus.corpus().sittings().get(0).good();
        assertThat(corpus.profile(side, Pairing.INTERLEAVED).info().interleavedWith()).isEqualTo("again");
        assertThat(corpus.profile(side, Pairing.ARCHIVED).info().interleavedWith()).isEmpty();
    }

    @Test
    void badInputIsAnsweredInOneSentence() throws Exception {
        assertThatThrownBy(() -> CorpusFolder.open(folder)).isInstanceOf(AutoPerfException.class).hasMessageContaining("There is no file");
        Files.writeString(folder.resolve("corpus.json"), "{\"format\": 1, \"sittings\": [{\"program\": 1");
        assertThatThrownBy(() -> CorpusFolder.open(folder)).isInstanceOf(AutoPerfException.class).hasMessageContaining("cannot be used");
        Files.writeString(folder.resolve("corpus.json"), "{\"format\": 7, \"sittings\": []}");
        assertThatThrownBy(() -> CorpusFolder.open(folder)).isInstanceOf(AutoPerfException.class).hasMessageContaining("format 7");
        Made.corpus(folder, 1.5);
        CorpusFolder corpus = CorpusFolder.open(folder);
        assertThatThrownBy(() -> corpus.profile(new Corpus.Side("../secret", ""), Pairing.ARCHIVED))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> corpus.profile(new Corpus.Side("bench.jsonl.gz#9/good", ""), Pairing.ARCHIVED))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("holds no profile 9/good");
    }

    private static Corpus.Sitting sitting(String program, Condition condition, int number) {
        String name = program + " " + condition + " " + number + " ";
        return new Corpus.Sitting(
                program, condition, number, true, new Corpus.Side(name + "good", ""),
                List.of(new Corpus.Candidate(new Corpus.Side(name + "again", ""), Kind.SAME, 0, List.of())));
    }
}

package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderVerdict;
import io.jenkins.plugins.autoperf.evaluation.method.TrainedModels;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goals for the figures that the stored corpus gives; not yet reached by all of them, so that it is run by hand. */
class PublishedFiguresBenchmark {
    private static List<Outcome> outcomes;

    @BeforeAll
    static void judgeAll() {
        Path root = Path.of(System.getProperty("autoperf.root", "."));
        CorpusFolder folder = CorpusFolder.open(root.resolve("src/test/corpus"));
        InjectedEffects effects = new InjectedEffects(folder);
        Method autoperf = new AutoencoderVerdict(new TrainedModels(Hyperparameters.DEFAULT), DetectionOptions.DEFAULT);
        List<Corpus.Comparison> comparisons = folder.corpus().comparisons().stream().map(effects::real).toList();
        outcomes = new Evaluator(folder, List.of(autoperf), 2).run(comparisons, done -> {}).stream()
                .filter(o -> o.method().equals(autoperf.name()))
                .toList();
    }

    @Test
    void atMostOneUnchangedVersionInAHundredRaisesAnAlarm() {
        Rate rate = Tables.falsePositives(outcomes, c -> true);
        assertThat(rate.trials()).isGreaterThanOrEqualTo(300);
        assertThat(rate.share()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void noLargeEffectIsCalledUnchanged() {
        assertThat(outcomes)
                .filteredOn(o -> o.comparison().candidate().effect() >= Tables.LARGE)
                .hasSizeGreaterThan(100)
                .noneMatch(o -> Tables.worst(o.comparison().candidate().guilty().stream()
                                .map(g -> o.scores().orElseThrow().region(g).orElseThrow().verdict())
                                .toList())
                        .equals("UNCHANGED"));
    }

    @Test
    void whatAVerdictClaimsToSeeItSees() {
        List<Evaluation.DetectableRow> rows = Tables.detectable(outcomes);
        int claims = rows.stream().mapToInt(Evaluation.DetectableRow::couldBeSeen).sum();
        int right = rows.stream().mapToInt(r -> r.right().events()).sum();
        assertThat(right / (double) claims).isGreaterThanOrEqualTo(0.95);
    }
}

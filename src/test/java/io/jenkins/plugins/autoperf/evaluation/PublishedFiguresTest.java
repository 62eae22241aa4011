package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderVerdict;
import io.jenkins.plugins.autoperf.evaluation.method.OtherMethods;
import io.jenkins.plugins.autoperf.evaluation.method.TrainedModels;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/evaluation.md promises of AutoPerf, recomputed from the stored corpus. */
class PublishedFiguresTest {
    private static CorpusFolder folder;
    private static Method autoperf;
    private static List<Outcome> outcomes;
    private static List<Outcome> rankSums;

    @BeforeAll
    static void judgeAll() {
        Path root = Path.of(System.getProperty("autoperf.root", "."));
        folder = CorpusFolder.open(root.resolve("src/test/corpus"));
        InjectedEffects effects = new InjectedEffects(folder);
        autoperf = new AutoencoderVerdict(new TrainedModels(Hyperparameters.DEFAULT), DetectionOptions.DEFAULT);
        List<Corpus.Comparison> comparisons = folder.corpus().comparisons().stream().map(effects::real).toList();
        Method next = OtherMethods.all(42).stream().filter(m -> m.name().startsWith("Mann-Whitney")).findFirst().orElseThrow();
        List<Outcome> all = new Evaluator(folder, List.of(autoperf, next), 2).run(comparisons, done -> {});
        outcomes = all.stream().filter(o -> o.method().equals(autoperf.name())).toList();
        rankSums = all.stream().filter(o -> o.method().equals(next.name())).toList();
    }

    @Test
    void atMostOneUnchangedVersionInAHundredRaisesAnAlarm() {
        Rate rate = Tables.falsePositives(outcomes, c -> true);
        assertThat(rate.trials()).isGreaterThanOrEqualTo(300);
        assertThat(rate.share()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void noLargeEffectIsCalledUnchangedAndFewAreInconclusive() {
        for (Pairing pairing : Pairing.values()) {
            List<String> verdicts = verdicts(effect -> effect >= Tables.LARGE, pairing);
            assertThat(verdicts).hasSizeGreaterThan(100).doesNotContain("UNCHANGED");
            assertThat(share("INCONCLUSIVE", verdicts)).isLessThanOrEqualTo(pairing == Pairing.INTERLEAVED ? 0.10 : 0.25);
        }
    }

    @Test
    void hardlyAnEffectOfTenPerCentIsCalledUnchanged() {
        List<String> verdicts = new ArrayList<>();
        for (Pairing pairing : Pairing.values()) {
            verdicts.addAll(verdicts(effect -> effect == 10, pairing));
        }
        assertThat(share("UNCHANGED", verdicts)).isLessThanOrEqualTo(0.10);
    }

    private static List<String> verdicts(IntPredicate effect, Pairing pairing) {
        return outcomes.stream()
                .filter(o -> o.comparison().candidate().kind() == Kind.SLOWER && o.comparison().pairing() == pairing)
                .filter(o -> effect.test(o.comparison().candidate().effect()))
                .map(o -> Tables.worst(o.comparison().candidate().guilty().stream()
                        .map(g -> o.scores().orElseThrow().region(g).orElseThrow().verdict())
                        .toList()))
                .toList();
    }

    private static double share(String verdict, List<String> verdicts) {
        return (double) Collections.frequency(verdicts, verdict) / verdicts.size();
    }

    @Test
    void theCurveLiesAboveThatOfTheNextBestMethodBeyondChance() {
        Evaluation.Lead lead = Curve.lead(Tables.cases(outcomes, c -> true), Tables.cases(rankSums, c -> true), 42);
        assertThat(lead.low()).isPositive();
    }

    @Test
    void aCreepOfTwoPerCentAVersionIsFlaggedByTheFifthAndWheneverItCanBeSeen() {
        assertThat(new CreepStudy(folder, 2).run(autoperf))
                .hasSize(9)
                .allSatisfy(row -> assertThat(row.flagged()).isEqualTo(row.visible()))
                .filteredOn(row -> row.version() == 5)
                .singleElement()
                .satisfies(row -> assertThat(row.verdicts()).containsOnlyKeys("REGRESSION"));
    }

    @Test
    void whatAVerdictClaimsToSeeItSees() {
        List<Evaluation.DetectableRow> rows = Tables.detectable(outcomes);
        int claims = rows.stream().mapToInt(Evaluation.DetectableRow::couldBeSeen).sum();
        int right = rows.stream().mapToInt(r -> r.right().events()).sum();
        assertThat(right / (double) claims).isGreaterThanOrEqualTo(0.95);
    }
}

package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderConformal;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderThreshold;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderVerdict;
import io.jenkins.plugins.autoperf.evaluation.method.TrainedModels;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    @TempDir
    Path folder;

    @Test
    void aDefectThatIsPlainIsFoundAndNothingElseIs() {
        Made.corpus(folder, 1.5);
        Evaluation evaluation = evaluate(2);
        assertThat(evaluation.comparisons()).isEqualTo(8);
        Evaluation.MethodResult autoperf = evaluation.methods().get(0);
        assertThat(autoperf.falsePositives()).isEqualTo(Rate.of(0, 4));
        assertThat(autoperf.falseNegatives()).isEqualTo(Rate.of(0, 4));
        assertThat(autoperf.all().area()).isEqualTo(1);
        assertThat(autoperf.programs()).extracting(Evaluation.ProgramRow::program).containsExactly("bench");
        assertThat(evaluation.verdicts())
                .filteredOn(row -> row.what().equals("50 %"))
                .allSatisfy(row -> assertThat(row.counts()).containsEntry("REGRESSION", 2))
                .hasSize(2);
    }

    @Test
    void theFiguresDependOnTheCorpusAlone() {
        Made.corpus(folder, 1.1);
        assertThat(withoutTimes(evaluate(1))).isEqualTo(withoutTimes(evaluate(3)));
    }

    @Test
    void thePageHoldsTheTables() {
        Made.corpus(folder, 1.5);
        assertThat(EvaluationPage.of(evaluate(2)))
                .contains("<h1>Evaluation</h1>", "Methods side by side", "quiet machine, in turn", "Content-Security-Policy")
                .doesNotContain("<script");
    }

    private static JsonNode withoutTimes(Evaluation evaluation) {
        ObjectNode json = EvaluationJson.MAPPER.valueToTree(evaluation);
        json.remove("times");
        return json;
    }

    private Evaluation evaluate(int threads) {
        TrainedModels models = new TrainedModels(Hyperparameters.DEFAULT);
        return new Benchmark(folder, threads, line -> {}).run(new Benchmark.Contestants(
                new AutoencoderVerdict(models, DetectionOptions.DEFAULT),
                new AutoencoderThreshold(models),
                new AutoencoderConformal(models, DetectionOptions.DEFAULT),
                List.of(),
                k -> List.of()));
    }
}

package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Scores of 1,000,000 samples of 33 counters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 2)
@Fork(value = 2, jvmArgsAppend = {"-Xmx3g", "-XX:ActiveProcessorCount=1"})
public class ScorerBenchmark {
    private Scorer scorer;
    private Profile candidate;

    @Setup
    public void learnTheGoodVersion() {
        scorer = new Scorer(Trainer.train(
                List.of(TrainerBenchmark.profile(4, 5, 50)), Hyperparameters.DEFAULT, line -> {}));
        candidate = TrainerBenchmark.profile(4, 10, 25_000);
    }

    @Benchmark
    public List<RegionScores> score() {
        return scorer.score(candidate);
    }
}

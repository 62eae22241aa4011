package io.jenkins.plugins.autoperf.model;

import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole training, search and held-out networks included: 10,000 samples of 33 counters, cold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 3, jvmArgsAppend = {"-Xmx2g", "-XX:ActiveProcessorCount=1"})
public class TrainerBenchmark {
    static final int COUNTERS = 33;

    @Param({"1", "8"})
    public int regions;

    private Profile profile;

    @Setup
    public void measureTheGoodVersion() {
        profile = profile(regions, 10, 10_000 / 10 / regions);
    }

    @Benchmark
    public Model train() {
        return Trainer.train(List.of(profile), Hyperparameters.DEFAULT, line -> {});
    }

    static Profile profile(int regions, int runs, int samples) {
        SyntheticProfile synthetic = new SyntheticProfile(1).runs(runs).samples(samples);
        synthetic.counters(IntStream.range(0, COUNTERS).mapToObj(c -> "counter_" + c).toArray(String[]::new));
        for (int r = 0; r < regions; r++) {
            int region = r;
            synthetic.region("region " + r, IntStream.range(0, COUNTERS)
                    .mapToDouble(c -> Math.pow(10, 2 + (c * 7 + region * (c + 3)) % 5))
                    .toArray());
        }
        return synthetic.profile();
    }
}

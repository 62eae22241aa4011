package io.jenkins.plugins.autoperf.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Samples a second that are read from a file in the page cache, checks included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx64m")
public class ReaderBenchmark {
    private static final int SAMPLES = 1_000_000;

    @Param({"8", "33"})
    public int counters;

    private Path file;

    @Setup
    public void write() throws IOException {
        file = Files.createTempDirectory("autoperf").resolve("1-0.aprof");
        List<AprofHeader.Column> columns = IntStream.range(0, counters)
                .mapToObj(c -> new AprofHeader.Column("c" + c, "count"))
                .toList();
        AprofHeader header = new AprofHeader(AprofFormat.VERSION, "test", 1, 0, "bench", 1, columns, 2048);
        try (AprofWriter writer = new AprofWriter(file, header)) {
            writer.region(0, "loop");
            long[] values = new long[counters];
            for (int n = 0; n < SAMPLES; n++) {
                values[n % counters] += n;
                writer.sample(0, n & 7, n, n, 0, 0, 0, values);
            }
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public long samples() {
        long sum = 0;
        try (AprofReader reader = AprofReader.open(file)) {
            for (Sample s = reader.next(); s != null; s = reader.next()) {
                sum += s.value(0);
            }
        }
        return sum;
    }
}

package io.jenkins.plugins.autoperf.profile;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small profiles for tests. */
public final class Profiles {
    public static final Counter WALL = new Counter(Counter.WALL, Source.SOFTWARE, Family.WALL_TIME, "ns", "wall time");
    public static final Counter CPU = new Counter(Counter.CPU, Source.SOFTWARE, Family.CPU_TIME, "ns", "CPU time");
    public static final Counter MISSES =
            new Counter("PAPI_L1_DCM", Source.HARDWARE, Family.CACHE_L1, "count", "L1 data cache misses");
    static final Machine MACHINE = new Machine("A CPU", 2, "amd64", "", "6.1", "host", 1L << 30);

    private Profiles() {}

    /** Something that writes records and may fail. */
    public interface Content {
        void write(AprofWriter writer) throws IOException;
    }

    public static ProfileInfo info(List<List<Counter>> groups) {
        return info(groups, MACHINE);
    }

    static ProfileInfo info(List<List<Counter>> groups, Machine machine) {
        return new ProfileInfo(ProfileInfo.FORMAT, "0.1", "2026-01-01T00:00:00Z", List.of("./bench"), ".", Map.of(),
                machine, 1, "", groups, Map.of(), List.of());
    }

    public static RunInfo run(int run, int pass, int exitCode) {
        return new RunInfo(run, pass, true, "2026-01-01T00:00:00Z", 1.5, exitCode, false, List.of(), name(run, pass));
    }

    static String name(int run, int pass) {
        return String.format("run-%04d.%d", run, pass);
    }

    public static AprofHeader header(double started, Counter... counters) {
        return new AprofHeader(AprofFormat.VERSION, "test", 1, 0, "bench", started,
                Stream.of(counters).map(c -> new AprofHeader.Column(c.name(), c.unit())).toList(), 2048);
    }

    public static Path file(Path file, AprofHeader header, Content content) {
        try {
            Files.createDirectories(file.getParent());
            try (AprofWriter writer = new AprofWriter(file, header)) {
                content.write(writer);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One region's executions, thinned as the runtime thins them, all on thread 0; the value is the ordinal. */
    static Content region(int id, String name, long executions, int log2Stride) {
        return w -> {
            w.region(id, name);
            for (long n = 0; n < executions; n++) {
                if (AprofFormat.isSample(n, 0, log2Stride)) {
                    w.sample(id, 0, n, 1_000 * n, 0, 0, 0, n);
                }
            }
            w.executions(id, log2Stride, executions, 1);
        };
    }
}

package io.jenkins.plugins.autoperf.annotate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.autoperf.workload.BuiltRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The reader of syntax trees of this build, for tests that let it read real sources. */
final class BuiltSyntax {
    private static final int NO_CLANG = 2;

    private BuiltSyntax() {}

    /** Skips the test where there is no such program, or no libclang. */
    static Path find(Path cache) throws IOException, InterruptedException {
        Path program = BuiltRuntime.find(cache).syntax();
        Path source = Files.writeString(cache.resolve("empty.c"), "");
        Path changes = Files.writeString(cache.resolve("no-changes"), "");
        Process process = new ProcessBuilder(program.toString(), "--changes", changes.toString(), "--", "cc", source.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(process.waitFor() != NO_CLANG, "this machine has no libclang");
        return program;
    }

    static TouchedFunctions.Options options(Path program) {
        return new TouchedFunctions.Options(program, "", 50, Duration.ofSeconds(60), 1);
    }
}

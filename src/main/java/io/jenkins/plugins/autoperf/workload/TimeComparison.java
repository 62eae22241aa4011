package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.Overhead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much more CPU time a program takes than another one that does the same, from runs of both in turn under the region
 * runtime. CPU time is that of the program and all processes that it waits for.
 */
public final class TimeComparison {
    /** A program of less CPU time takes a good part of it to start, and the runtime to start measuring. */
    public static final double LEAST_SECONDS = 0.2;

    /** CPU time is known in steps of 10 ms, so a short program is run several times for one figure. */
    private static final double ENOUGH_SECONDS = 2;

    private static final double LONGEST_SECONDS = 10;

    private final NativeRuntime runtime;
    private final Path folder;

    /** @param folder for what the programs print and the runtime writes; it is made */
    public TimeComparison(NativeRuntime runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
    }

    /**
     * Runs both.
     *
     * @param with the dearer one; run once more before, which tells how often it has to be run for one figure
     * @param without what it is compared with
     * @param pairs of figures
     * @return CPU time of the first by that of the second; empty where the programs are too short, or no pair of runs succeeded
     */
    public Optional<Overhead> measure(Workload with, Workload without, int pairs, Consumer<Progress> progress) {
        Execution first = run(with);
        if (!first.succeeded() || !(first.cpuSeconds() >= LEAST_SECONDS)) {
            return Optional.empty();
        }
        int runs = runs(first);
        ProgressCount count = new ProgressCount(2 * pairs, progress);
        OverheadEstimate estimate = new OverheadEstimate();
        for (int pair = 0; pair < pairs; pair++) {
            boolean ahead = pair % 2 == 0;
            double one = seconds(ahead ? with : without, runs, count);
            double other = seconds(ahead ? without : with, runs, count);
            if (one > 0 && other > 0) {
                estimate.add(ahead ? one : other, ahead ? other : one, runs);
            }
        }
        return estimate.overhead();
    }

    /** How often the program is run for one figure. */
    private static int runs(Execution first) {
        double wanted = Math.min(Math.ceil(ENOUGH_SECONDS / first.cpuSeconds()), Math.floor(LONGEST_SECONDS / first.seconds()));
        return (int) Math.max(1, wanted);
    }

    /** CPU time of all runs, {@code NaN} where one failed. */
    private double seconds(Workload workload, int runs, ProgressCount count) {
        count.begin("comparing");
        double seconds = 0;
        for (int run = 0; run < runs; run++) {
            Execution execution = run(workload);
            seconds += execution.succeeded() ? execution.cpuSeconds() : Double.NaN;
        }
        count.end("comparing");
        return seconds;
    }

    private Execution run(Workload workload) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The folder " + folder + " cannot be made: " + e.getMessage() + ".", e);
        }
        return Execution.run(workload, runtime.environment(workload, folder), folder);
    }
}

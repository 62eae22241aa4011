package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.AvailabilityFile;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.CountersText;
import io.jenkins.plugins.autoperf.papi.CounterSelection;
import io.jenkins.plugins.autoperf.papi.Preflight;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.workload.Measurement;
import io.jenkins.plugins.autoperf.workload.NativeRuntime;
import io.jenkins.plugins.autoperf.workload.Plan;
import io.jenkins.plugins.autoperf.workload.Profiler;
import io.jenkins.plugins.autoperf.workload.Simulation;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a workload is run and measured: shared by all commands that do it. */
final class MeasureOptions {
    private static final int RUNS = 10;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of the workload (default: " + RUNS + ", or 1 where every counter is simulated).")
    private Integer runs;

    @Option(names = "--warm-up", defaultValue = "1", paramLabel = "N", description = "Runs before them that are not measured (default: ${DEFAULT-VALUE}).")
    int warmUp;

    @Option(
            names = "--timeout",
            defaultValue = "10m",
            paramLabel = "TIME",
            description = "Time after which a run is ended with all its processes, such as 90s or 10m (default: ${DEFAULT-VALUE}).")
    Duration timeout;

    @Option(
            names = "--counters",
            defaultValue = "auto",
            paramLabel = "WHICH",
            description = "auto (hardware, else software with one simulated run beside it where there is Valgrind), hardware, software,"
                    + " simulated, or names separated by commas (default: ${DEFAULT-VALUE}); see 'autoperf counters'.")
    String counters;

    @Option(
            names = "--multiplex",
            description = "Let hardware events take turns in one pass where they do not fit at once, instead of one pass for each group;"
                    + " counts are then scaled up, and short regions are wrong.")
    boolean multiplex;

    @Option(names = "--directory", defaultValue = ".", paramLabel = "FOLDER", description = "Working folder of the workload.")
    Path directory;

    @Option(names = "--env", paramLabel = "NAME=VALUE", split = ",", description = "Variable for the workload; may be repeated.")
    Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--cpus", defaultValue = "", paramLabel = "LIST", description = "Bind the workload to these CPUs, such as 0-1.")
    String cpus;

    @Option(
            names = "--samples",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Executions of a region that are measured before thinning starts (default: ${DEFAULT-VALUE}).")
    int samples;

    @Option(
            names = "--overhead-pairs",
            defaultValue = "3",
            paramLabel = "N",
            description = "Pairs of runs with and without counters that show the tool's own overhead; 0 for none (default: ${DEFAULT-VALUE}).")
    int overheadPairs;

    @Option(
            names = "--no-canaries",
            description = "Do not time fixed kernels before every run; noise of the machine is then unknown.")
    boolean noCanaries;

    @Option(
            names = "--I1",
            defaultValue = "32768,8,64",
            paramLabel = "CACHE",
            description = "Simulated first-level cache of instructions: bytes, ways, bytes of a line (default: ${DEFAULT-VALUE}).")
    String firstInstructions;

    @Option(names = "--D1", defaultValue = "32768,8,64", paramLabel = "CACHE", description = "Simulated first-level cache of data (default: ${DEFAULT-VALUE}).")
    String firstData;

    @Option(names = "--LL", defaultValue = "33554432,16,64", paramLabel = "CACHE", description = "Simulated last-level cache (default: ${DEFAULT-VALUE}).")
    String last;

    @Option(
            names = "--simulated-executions",
            defaultValue = "16",
            paramLabel = "N",
            description = "Executions of a region that are simulated, and half as many again each time their number doubles"
                    + " (default: ${DEFAULT-VALUE}).")
    int simulatedExecutions;

    private Availability availability;

    /** Runs that are asked for: simulated counts of a single thread repeat, so that one says it all. */
    int runs() {
        return runs != null ? runs : simulated() ? 1 : RUNS;
    }

    private boolean simulated() {
        return counters.strip().equals(CounterSelection.SIMULATED);
    }

    Workload workload(List<String> command) {
        return new Workload(command, directory, environment, timeout, cpus);
    }

    /** The workload in another folder, with more variables. */
    Workload workload(List<String> command, Path folder, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new Workload(command, folder, all, timeout, cpus);
    }

    /** One run with the kernel's counters alone, to see what there is to measure. */
    void tryOut(Console console, Target target) {
        Plan plan = new Plan(
                1, 0, List.of(Catalogue.load().builtIns()), samples, Map.of(), false, 0, false, Existing.OVERWRITE,
                Simulation.DEFAULT, List.of(), 1);
        console.progress("Trying out", 1, step ->
                new Profiler(NativeRuntime.find()).measure(List.of(target), plan, p -> step.reached(p.done(), p.total(), p.text())));
    }

    /** Measures; whatever fails, what was measured before is kept in the targets' folders. */
    Measurement measure(Console console, List<Target> targets, Existing existing) {
        check();
        Simulation simulation = new Simulation(firstInstructions, firstData, last, simulatedExecutions);
        boolean again = availability != null;
        availability = again ? availability : Preflight.run();
        CounterSelection.Selection chosen = CounterSelection.choose(counters, availability);
        CounterSelection.Selection selection = multiplex ? chosen.multiplexed(availability.hardwareCounters()) : chosen;
        if (!again) {
            List<Counter> counted = selection.groups().stream().flatMap(List::stream).distinct().toList();
            console.say(CountersText.sentence(counted, selection.beside(), availability));
        }
        // One run without counters tells how slow the simulation is; the machine's speed does not matter to it.
        boolean simulated = simulated();
        Plan plan = new Plan(
                runs(),
                warmUp,
                selection.groups(),
                samples,
                selection.unavailable(),
                overheadPairs > 0,
                simulated ? Math.min(1, overheadPairs) : overheadPairs,
                !noCanaries && !simulated,
                existing,
                simulation,
                selection.beside(),
                selection.counted());
        Profiler profiler = new Profiler(NativeRuntime.find());
        Measurement measurement = console.progress(
                "Measuring",
                1,
                step -> profiler.measure(targets, plan, p -> step.reached(p.done(), p.total(), p.text())));
        measurement.remarks().forEach(console::say);
        if (simulated) {
            measurement.overhead().ifPresent(o -> console.say(String.format(
                    Locale.ROOT, "The simulated runs took %.1f times as long as the program itself.", o.ratio())));
        }
        return measurement;
    }

    /** Writes what the machine can count, which the first measurement found; nothing before it. */
    void keepAvailability(Path file) {
        if (availability != null) {
            try {
                AvailabilityFile.write(file, availability);
            } catch (IOException e) {
                throw new AutoPerfException(
                        Kind.MACHINE, "What this machine can count could not be written to " + file + ": " + e.getMessage() + ".", e);
            }
        }
    }

    private void check() {
        require(runs() >= 1 && runs() <= 10_000, "--runs must be between 1 and 10000");
        require(warmUp >= 0 && warmUp <= 1_000, "--warm-up must be between 0 and 1000");
        require(samples >= 16 && samples <= 1_000_000, "--samples must be between 16 and 1000000");
        require(simulatedExecutions >= 1 && simulatedExecutions <= 1_000_000, "--simulated-executions must be between 1 and 1000000");
        require(overheadPairs >= 0 && overheadPairs <= 100, "--overhead-pairs must be between 0 and 100");
        require(!timeout.isZero(), "--timeout must be at least one second");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new AutoPerfException(Kind.USAGE, message + ".");
        }
    }
}

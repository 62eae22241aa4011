package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.evaluation.Benchmark;
import io.jenkins.plugins.autoperf.evaluation.Compaction;
import io.jenkins.plugins.autoperf.evaluation.Evaluation;
import io.jenkins.plugins.autoperf.evaluation.EvaluationPage;
import io.jenkins.plugins.autoperf.evaluation.Programs;
import io.jenkins.plugins.autoperf.evaluation.Recorder;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderConformal;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderThreshold;
import io.jenkins.plugins.autoperf.evaluation.method.AutoencoderVerdict;
import io.jenkins.plugins.autoperf.evaluation.method.TrainedModels;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.papi.CounterSelection;
import io.jenkins.plugins.autoperf.papi.Preflight;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.report.Page;
import io.jenkins.plugins.autoperf.workload.Plan;
import io.jenkins.plugins.autoperf.workload.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures how well detectors do, on profiles of versions that are known to be the same or slower.",
        footer = {
            "",
            "A corpus is a folder with corpus.json and the profiles that it names; see docs/evaluation.md.",
            "Example: autoperf evaluate -o evaluation/ src/test/corpus"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int RUNS = 10;
    private static final int SAMPLE_BUDGET = 1024;

    private final Console console;

    @Parameters(paramLabel = "CORPUS", description = "Folder of the corpus.")
    Path corpus;

    @Option(names = {"-o", "--output"}, paramLabel = "FOLDER", description = "Where evaluation.json and index.html go.")
    Path output;

    @Option(names = "--record", paramLabel = "FILE", description = "First measure what is missing of the programs in this list into the corpus.")
    Path programs;

    @Option(names = "--simulate", description = "With --record: make the simulated profiles instead.")
    boolean simulate;

    @Option(names = "--directory", defaultValue = ".", paramLabel = "FOLDER", description = "With --record: working folder of the programs.")
    Path directory;

    @Option(names = "--budget", defaultValue = "5m", paramLabel = "TIME", description = "With --record: time after which nothing more is begun (default: ${DEFAULT-VALUE}).")
    Duration budget;

    @Option(names = "--compact", paramLabel = "FOLDER", description = "Store the corpus there in little room.")
    Path compact;

    @Option(names = "--samples", defaultValue = "12", paramLabel = "N", description = "With --compact: samples of each region and run that are kept (default: ${DEFAULT-VALUE}).")
    int samples;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N", description = "Sittings that are judged at the same time (default: ${DEFAULT-VALUE}).")
    int threads;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (programs != null) {
            record();
        }
        if (compact != null) {
            MeasureOptions.require(samples >= 1 && samples <= 4096, "--samples must be between 1 and 4096");
            Compaction.compact(corpus, compact, samples);
        }
        if (output != null) {
            MeasureOptions.require(threads >= 1 && threads <= 256, "--threads must be between 1 and 256");
            Evaluation evaluation = new Benchmark(corpus, threads, console::say).run(contestants());
            Benchmark.write(evaluation, output.resolve("evaluation.json"));
            Page.write(EvaluationPage.of(evaluation), output.resolve(Verdicts.PAGE));
            console.out().println("Evaluation: " + output.resolve(Verdicts.PAGE));
        }
        return 0;
    }

    private static Benchmark.Contestants contestants() {
        TrainedModels models = new TrainedModels(Hyperparameters.DEFAULT);
        return new Benchmark.Contestants(
                new AutoencoderVerdict(models, DetectionOptions.DEFAULT),
                new AutoencoderThreshold(models),
                new AutoencoderConformal(models, DetectionOptions.DEFAULT),
                List.of(),
                k -> {
                    TrainedModels clustered = new TrainedModels(Hyperparameters.DEFAULT.withClusters(k));
                    return List.of(
                            new AutoencoderVerdict(clustered, DetectionOptions.DEFAULT), new AutoencoderThreshold(clustered));
                });
    }

    private void record() {
        Availability availability = Preflight.run();
        CounterSelection.Selection selection = CounterSelection.choose(CounterSelection.AUTO, availability);
        Recorder recorder = new Recorder(Programs.read(programs), directory, corpus, console::say);
        if (simulate) {
            List<List<Counter>> simulated = CounterSelection.choose(CounterSelection.SIMULATED, availability).groups();
            recorder.simulate(plan(1, 0, simulated, Map.of(), false), budget);
            return;
        }
        int missing = recorder.record(plan(RUNS, 1, selection.groups(), selection.unavailable(), true), budget);
        console.say(missing == 0 ? "All sittings are there." : missing + " sittings are still missing: record again.");
    }

    private static Plan plan(
            int runs, int warmUp, List<List<Counter>> groups, Map<String, String> unavailable, boolean canaries) {
        return new Plan(
                runs, warmUp, groups, SAMPLE_BUDGET, unavailable, false, 0, canaries, Existing.OVERWRITE, Simulation.DEFAULT,
                List.of(), 1);
    }
}

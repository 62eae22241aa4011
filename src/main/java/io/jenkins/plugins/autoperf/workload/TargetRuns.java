package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.profile.Overhead;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.RunFiles;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs of one target, written as they finish. */
final class TargetRuns implements AutoCloseable {
    private final Target target;
    private final Plan plan;
    private final ProfileFolder folder;
    private final NativeRuntime runtime;
    private final Canary canary;
    private final OverheadEstimate overhead = new OverheadEstimate();
    private final List<Double> seconds = new ArrayList<>();
    private final int before;
    private int failed;
    private boolean java;

    TargetRuns(Target target, Plan plan, ProfileFolder folder, NativeRuntime runtime, Canary canary) {
        this.target = target;
        this.plan = plan;
        this.folder = folder;
        this.runtime = runtime;
        this.canary = canary;
        this.before = folder.runs().stream().mapToInt(RunInfo::run).max().orElse(0);
    }

    Path output() {
        return folder.path();
    }

    /** Where the profile of the simulated run beside these goes. */
    Path simulated() {
        return folder.simulated();
    }

    /** Whether the first run executed regions in a JVM. */
    boolean isJava() {
        return java;
    }

    /** Wall time of each run's first pass that succeeded. */
    double[] seconds() {
        return seconds.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void close() {
        folder.close();
    }

    void warmUp(ProgressCount count) {
        count.begin(target.name() + ": warm-up");
        Path outputs = null;
        try {
            outputs = Files.createTempDirectory("autoperf-warm-up");
            Execution execution = Execution.run(target.workload(), Map.of(), outputs);
            if (!execution.succeeded()) {
                throw failure("in the warm-up", execution);
            }
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.MACHINE, "No temporary folder for the warm-up could be used: " + e.getMessage() + ".", e);
        } finally {
            Profiler.deleteOutputs(outputs);
        }
        count.end(target.name() + ": warm-up");
    }

    /**
     * Makes one run, all its passes.
     *
     * @param index of the run in this measurement, from 0
     * @param paired whether to make an execution without counters beside it, in turn before and after
     */
    void run(int index, boolean paired, ProgressCount count) {
        int run = before + index + 1;
        List<Double> speeds = plan.canaries()
                ? List.copyOf(canary.measure(target.workload().cpus()).values())
                : List.of();
        Execution plain = paired && index % 2 == 1 ? plain(run, count) : null;
        for (int pass = 0; pass < plan.groups().size(); pass++) {
            Execution execution = counted(run, pass, speeds, count);
            if (!execution.succeeded()) {
                if (index == 0 && plan.simulated()) {
                    // A JVM may crash there, which is no news to its user.
                    refuseJava(RunFiles.read(execution.folder()));
                }
                refuseTooManyFailures(index, execution);
                count.skip(plan.groups().size() - pass - 1);
                return;
            }
            if (pass == 0) {
                seconds.add(execution.seconds());
                RunFiles files = index == 0 || paired ? RunFiles.read(execution.folder()) : null;
                if (index == 0) {
                    check(files);
                }
                if (paired && index % 2 == 0) {
                    plain = plain(run, count);
                }
                if (plain != null && plain.succeeded()) {
                    overhead.add(execution.seconds(), plain.seconds(), files.executions());
                }
            }
        }
    }

    private void check(RunFiles files) {
        if (files.executions() == 0) {
            throw files.noRegion();
        }
        refuseJava(files);
    }

    private void refuseJava(RunFiles files) {
        java = SimulatedRun.isJava(files);
        if (java && plan.simulated()) {
            throw SimulatedRun.refusal(target);
        }
    }

    /** Makes the one run of a simulated profile; where it fails, what was measured without it is none the worse. */
    Execution simulate(ProgressCount count) {
        return counted(before + 1, 0, List.of(), count);
    }

    /** What the counters cost, saved beside the runs; empty where no pair succeeded. */
    Optional<Overhead> overhead() {
        Optional<Overhead> estimate = overhead.overhead();
        estimate.ifPresent(folder::save);
        return estimate;
    }

    private Execution counted(int run, int pass, List<Double> speeds, ProgressCount count) {
        String passes = plan.groups().size() == 1 ? "" : " pass " + (pass + 1) + " of " + plan.groups().size();
        String text = target.name() + ": run " + run + " of " + (before + plan.runs()) + passes;
        String name = String.format(Locale.ROOT, "run-%04d.%d", run, pass);
        count.begin(text);
        Path files = folder.createRunFolder(name);
        Execution execution = execute(files, plan.groups().get(pass));
        append(run, pass, true, speeds, name, execution);
        count.end(execution.succeeded() ? text : text + " failed");
        return execution;
    }

    private Execution execute(Path files, List<Counter> group) {
        Map<String, String> environment = environment(files, group);
        if (!Plan.isSimulated(group)) {
            return Execution.run(target.workload(), environment, files);
        }
        environment.put("AUTOPERF_SIMULATED", "1");
        Workload workload = target.workload();
        try {
            return Execution.run(
                    new Workload(
                            plan.simulation().command(workload.command(), files),
                            workload.directory(),
                            workload.environment(),
                            workload.timeout(),
                            workload.cpus()),
                    environment,
                    files);
        } finally {
            Simulation.deleteLogs(files);
        }
    }

    private Execution plain(int run, ProgressCount count) {
        String text = target.name() + ": run " + run + " without counters";
        String name = String.format(Locale.ROOT, "run-%04d.0-plain", run);
        count.begin(text);
        Execution execution = Execution.run(target.workload(), Map.of(), folder.createRunFolder(name));
        append(run, 0, false, List.of(), name, execution);
        count.end(text);
        return execution;
    }

    private void append(int run, int pass, boolean counted, List<Double> speeds, String name, Execution execution) {
        folder.append(new RunInfo(
                run, pass, counted, execution.started().toString(), execution.seconds(), execution.exitCode(),
                execution.timedOut(), speeds, name));
    }

    private Map<String, String> environment(Path files, List<Counter> group) {
        Map<String, String> environment = runtime.environment(target.workload(), files);
        environment.put("AUTOPERF_SAMPLES", Integer.toString(
                Plan.isSimulated(group) ? plan.simulation().executions() : plan.sampleBudget()));
        if (plan.counted() < 1) {
            environment.put("AUTOPERF_MULTIPLEX", "1");
        }
        environment.put("AUTOPERF_EVENTS", group.stream()
                .filter(c -> c.source() != Source.SIMULATED && !Catalogue.isBuiltIn(c))
                .map(Counter::name)
                .collect(Collectors.joining(",")));
        return environment;
    }

    private void refuseTooManyFailures(int index, Execution execution) {
        failed++;
        if (index == 0) {
            throw failure("in its first run", execution);
        }
        if (2 * failed > plan.runs()) {
            throw failure("in more than half of its runs, the last time so", execution);
        }
    }

    private AutoPerfException failure(String when, Execution execution) {
        return new AutoPerfException(
                Kind.WORKLOAD,
                target.name() + " (" + String.join(" ", target.workload().command()) + ") failed " + when + ": it "
                        + execution.failure());
    }
}

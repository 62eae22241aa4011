package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.MachineReader;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures workloads: runs of several targets alternate strictly (A B B A …), so that what the machine does meanwhile meets
 * all of them alike.
 */
public final class Profiler {
    private final NativeRuntime runtime;
    private final Canary canary;

    public Profiler(NativeRuntime runtime) {
        this.runtime = runtime;
        this.canary = new Canary(runtime.canary());
    }

    /**
     * Measures each target into its output. Every finished execution is kept, whatever comes after it.
     *
     * @throws AutoPerfException where a target cannot be started, its first run fails or executes no region, or more than half
     *     of its runs fail
     */
    public Measurement measure(List<Target> targets, Plan plan, Consumer<Progress> progress) {
        check(targets);
        if (plan.simulated()) {
            targets.stream().filter(SimulatedRun::isJava).findFirst().ifPresent(java -> {
                throw SimulatedRun.refusal(java);
            });
        }
        List<String> canaries =
                plan.canaries() ? List.copyOf(canary.measure("").keySet()) : List.of();
        Machine machine = plan.simulated() ? plan.simulation().machine(MachineReader.read()) : MachineReader.read();
        List<TargetRuns> all = new ArrayList<>();
        try {
            for (Target target : targets) {
                ProfileInfo info = info(target, targets, plan, machine, canaries);
                all.add(new TargetRuns(
                        target, plan, ProfileFolder.create(target.output(), info, plan.existing()), runtime, canary));
            }
            int beside = plan.beside().isEmpty() ? 0 : targets.size();
            int total = targets.size() * (plan.warmUp() + plan.runs() * plan.groups().size()) + plan.pairs() + beside;
            ProgressCount count = new ProgressCount(total, progress);
            runAll(all, plan, count);
            List<String> remarks = plan.beside().isEmpty() ? List.of() : simulate(targets, all, plan, count);
            return new Measurement(
                    all.stream().map(TargetRuns::output).toList(), all.get(0).overhead(), remarks);
        } finally {
            all.forEach(TargetRuns::close);
        }
    }

    /** One run of each target that is no Java program on the simulated processor, into a profile within its profile. */
    private List<String> simulate(List<Target> targets, List<TargetRuns> natives, Plan all, ProgressCount count) {
        Plan plan = all.simulatedRun();
        Machine machine = plan.simulation().machine(MachineReader.read());
        List<String> remarks = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            TargetRuns before = natives.get(t);
            Target target = targets.get(t);
            if (before.isJava()) {
                remarks.add(SimulatedRun.javaRemark(target.name()));
                count.end(target.name() + ": not simulated");
                continue;
            }
            Workload workload = target.workload().withTimeout(
                    SimulatedRun.limit(before.seconds(), target.workload().timeout()));
            Target simulated = new Target(target.name() + ", simulated", workload, before.simulated());
            ProfileInfo info = info(simulated, targets, plan, machine, List.of());
            try (TargetRuns runs = new TargetRuns(
                    simulated, plan, ProfileFolder.create(simulated.output(), info, plan.existing()), runtime, canary)) {
                remarks.add(SimulatedRun.remark(target.name(), runs.simulate(count), before.seconds()));
            }
        }
        return remarks;
    }

    private static void runAll(List<TargetRuns> targets, Plan plan, ProgressCount count) {
        for (int i = 0; i < plan.warmUp(); i++) {
            targets.forEach(target -> target.warmUp(count));
        }
        List<TargetRuns> order = new ArrayList<>(targets);
        for (int run = 0; run < plan.runs(); run++) {
            for (TargetRuns target : order) {
                target.run(run, target == targets.get(0) && run < plan.pairs(), count);
            }
            Collections.reverse(order);
        }
    }

    private static void check(List<Target> targets) {
        if (targets.isEmpty()) {
            throw new AutoPerfException(Kind.USAGE, "There is no program to measure.");
        }
        Set<Path> outputs = new HashSet<>();
        for (Target target : targets) {
            target.workload().check();
            if (!outputs.add(target.output().toAbsolutePath().normalize())) {
                throw new AutoPerfException(
                        Kind.USAGE, "Two programs cannot be measured into one folder: " + target.output() + ".");
            }
        }
    }

    private static ProfileInfo info(
            Target target, List<Target> targets, Plan plan, Machine machine, List<String> canaries) {
        String others = targets.stream()
                .filter(other -> other != target)
                .map(other -> other.output().toAbsolutePath().normalize().getFileName().toString())
                .collect(Collectors.joining(", "));
        Workload workload = target.workload();
        return new ProfileInfo(
                ProfileInfo.FORMAT,
                Optional.ofNullable(Profiler.class.getPackage().getImplementationVersion()).orElse("development"),
                Instant.now().toString(),
                workload.command(),
                workload.directory().toAbsolutePath().normalize().toString(),
                workload.environment(),
                machine,
                plan.runs(),
                others,
                plan.groups(),
                plan.unavailable(),
                canaries,
                plan.counted());
    }

    /** Deletes a folder that holds nothing but what an execution printed; {@code null} is none. */
    static void deleteOutputs(Path folder) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(Execution.OUTPUT));
                Files.deleteIfExists(folder.resolve(Execution.ERRORS));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // A temporary folder that is left behind hurts nobody.
            }
        }
    }
}

package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.MachineReader;
import io.jenkins.plugins.autoperf.profile.Overhead;
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
            return runAll(all, plan, progress);
        } finally {
            all.forEach(TargetRuns::close);
        }
    }

    private static Measurement runAll(List<TargetRuns> targets, Plan plan, Consumer<Progress> progress) {
        int total = targets.size() * (plan.warmUp() + plan.runs() * plan.groups().size()) + plan.pairs();
        ProgressCount count = new ProgressCount(total, progress);
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
        Optional<Overhead> overhead = targets.get(0).overhead();
        return new Measurement(targets.stream().map(TargetRuns::output).toList(), overhead);
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
                canaries);
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

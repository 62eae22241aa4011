package io.jenkins.plugins.autoperf.evaluation;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.workload.NativeRuntime;
import io.jenkins.plugins.autoperf.workload.Plan;
import io.jenkins.plugins.autoperf.workload.Profiler;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the profiles of a corpus, sitting by sitting: round after round over all programs and conditions, so that two
 * sittings of one program lie some minutes apart. What is there already is not made again, so that it may be interrupted.
 */
public final class Recorder {
    static final String GOOD = "good";
    static final String AGAIN = "again";
    private static final String SITTING = "sitting.json";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Programs programs;
    private final Path directory;
    private final Path output;
    private final Profiler profiler = new Profiler(NativeRuntime.find());
    private final Consumer<String> progress;

    /**
     * @param directory working folder of the programs' commands
     * @param output the corpus
     * @param progress receives a line before each sitting
     */
    public Recorder(Programs programs, Path directory, Path output, Consumer<String> progress) {
        this.programs = programs;
        this.directory = directory;
        this.output = output;
        this.progress = progress;
    }

    /**
     * Makes the sittings that are still missing, and writes {@code corpus.json} for those that are there.
     *
     * @param plan of one profile
     * @param budget after which no further sitting is begun
     * @return number of sittings that are still missing
     */
    public int record(Plan plan, Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        List<Task> tasks = tasks();
        int missing = 0;
        long longest = 0;
        for (int t = 0; t < tasks.size(); t++) {
            Task task = tasks.get(t);
            if (Files.exists(task.folder().resolve(SITTING))) {
                continue;
            }
            if (System.nanoTime() + longest > end) {
                missing++;
                continue;
            }
            progress.accept((t + 1) + " of " + tasks.size() + ": " + task.program().name() + ", "
                    + task.condition().words() + ", round " + task.round());
            long start = System.nanoTime();
            sit(task, plan);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        writeCorpus(tasks);
        return missing;
    }

    /**
     * Makes the simulated profiles that are still missing, one of each version and two of the good one. They do not depend
     * on what else the machine does.
     *
     * @param plan of simulated counters alone
     */
    public void simulate(Plan plan, Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        for (Programs.Program program : programs.programs()) {
            for (Map.Entry<String, List<String>> version : versions(program).entrySet()) {
                Path folder = simulated(program, version.getKey());
                if (!Files.exists(folder.resolve(SITTING)) && System.nanoTime() < end) {
                    progress.accept("Simulating " + program.name() + ", " + version.getKey());
                    profiler.measure(List.of(target(version.getKey(), version.getValue(), folder.resolve("profile"))), plan, p -> {});
                    EvaluationJson.write(folder.resolve(SITTING), version.getKey());
                }
            }
        }
        writeCorpus(tasks());
    }

    private record Task(Path folder, Programs.Program program, Condition condition, int round) {}

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        int creep = programs.programs().stream().mapToInt(p -> p.creep().size()).max().orElse(0);
        for (int round = 1; round <= Math.max(programs.rounds(), creep); round++) {
            for (Programs.Program program : programs.programs()) {
                for (Condition condition : Condition.values()) {
                    if (round <= rounds(program, condition)) {
                        Path folder = output.resolve(program.name()).resolve(
                                condition.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + round);
                        tasks.add(new Task(folder, program, condition, round));
                    }
                }
            }
        }
        return tasks;
    }

    private int rounds(Programs.Program program, Condition condition) {
        return switch (condition) {
            case QUIET, LOADED -> programs.rounds();
            case OTHER_SIZE -> program.otherSize().isEmpty() ? 0 : programs.rounds();
            case CREEP -> program.creep().size();
        };
    }

    /** The candidates of a sitting. */
    private List<Programs.Version> candidates(Task task) {
        Programs.Program program = task.program();
        Programs.Version same = task.condition() == Condition.OTHER_SIZE
                ? new Programs.Version("other-size", Kind.SAME, 0, List.of(), program.otherSize())
                : new Programs.Version(AGAIN, Kind.SAME, 0, List.of(), program.good());
        if (task.condition() == Condition.CREEP) {
            return List.of(program.creep().get(task.round() - 1));
        }
        List<Programs.Version> candidates = new ArrayList<>(List.of(same));
        if (programs.injected().getOrDefault(task.condition(), List.of()).contains(task.round())) {
            candidates.addAll(program.versions());
        }
        return candidates;
    }

    private void sit(Task task, Plan plan) {
        Programs.Program program = task.program();
        List<Target> targets = new ArrayList<>();
        List<Corpus.Candidate> candidates = new ArrayList<>();
        targets.add(target(GOOD, program.good(), task.folder().resolve(GOOD)));
        for (Programs.Version version : candidates(task)) {
            targets.add(target(version.name(), version.command(), task.folder().resolve(version.name())));
            candidates.add(new Corpus.Candidate(side(task, version.name()), version.kind(), version.effect(), version.guilty()));
        }
        targets.forEach(target -> ProfileFolder.delete(target.output()));
        Process load = task.condition() == Condition.LOADED ? load() : null;
        try {
            profiler.measure(targets, plan, p -> {});
        } finally {
            if (load != null) {
                load.destroyForcibly();
            }
        }
        EvaluationJson.write(
                task.folder().resolve(SITTING),
                new Corpus.Sitting(
                        program.name(), task.condition(), task.round(), true, side(task, GOOD), candidates));
    }

    private Corpus.Side side(Task task, String version) {
        return new Corpus.Side(
                output.relativize(task.folder().resolve(version)).toString().replace('\\', '/'), "");
    }

    /** Keeps the last processor busy. */
    private static Process load() {
        String cpu = Integer.toString(Runtime.getRuntime().availableProcessors() - 1);
        try {
            return new ProcessBuilder("taskset", "-c", cpu, "sh", "-c", "while :; do :; done").start();
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE, "The load could not be started: " + e.getMessage() + ".", e);
        }
    }

    private Target target(String name, List<String> command, Path folder) {
        return new Target(name, new Workload(command, directory, Map.of(), TIMEOUT, ""), folder);
    }

    private Path simulated(Programs.Program program, String version) {
        return output.resolve(program.name()).resolve("simulated").resolve(version);
    }

    private static Map<String, List<String>> versions(Programs.Program program) {
        Map<String, List<String>> versions = new LinkedHashMap<>();
        versions.put(GOOD, program.good());
        versions.put(AGAIN, program.good());
        if (!program.otherSize().isEmpty()) {
            versions.put("other-size", program.otherSize());
        }
        program.versions().forEach(v -> versions.put(v.name(), v.command()));
        program.creep().forEach(v -> versions.put(v.name(), v.command()));
        return versions;
    }

    private void writeCorpus(List<Task> tasks) {
        List<Corpus.Sitting> sittings = new ArrayList<>();
        for (Task task : tasks) {
            if (Files.exists(task.folder().resolve(SITTING))) {
                sittings.add(withSimulated(EvaluationJson.read(task.folder().resolve(SITTING), Corpus.Sitting.class), task.program()));
            }
        }
        EvaluationJson.write(output.resolve(CorpusFolder.MANIFEST), new Corpus(Corpus.FORMAT, sittings));
    }

    private Corpus.Sitting withSimulated(Corpus.Sitting s, Programs.Program program) {
        return new Corpus.Sitting(
                s.program(), s.condition(), s.number(), s.interleaved(), withSimulated(s.good(), program),
                s.candidates().stream()
                        .map(c -> new Corpus.Candidate(withSimulated(c.side(), program), c.kind(), c.effect(), c.guilty()))
                        .toList());
    }

    private Corpus.Side withSimulated(Corpus.Side side, Programs.Program program) {
        Path folder = simulated(program, side.profile().replaceAll(".*/", ""));
        return Files.exists(folder.resolve(SITTING))
                ? new Corpus.Side(side.profile(), output.relativize(folder.resolve("profile")).toString().replace('\\', '/'))
                : side;
    }
}

package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.annotate.build.TwoVersions;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions.Side;
import io.jenkins.plugins.autoperf.profile.Overhead;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.workload.NativeRuntime;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.TimeComparison;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out the regions of an automatically annotated program that cost too much: first by a trial run and an estimate, then, where
 * that leaves doubt, by runs in turn with the program as it is without regions.
 */
final class RegionBudget {
    /** An estimate below is far enough from what is allowed. */
    private static final double WORTH_MEASURING = 0.01;

    private static final int ROUNDS = 3;
    private static final int PAIRS = 5;
    private static final String TRIAL = "trial";

    private final Console console;
    private final MeasureOptions measure;
    private final TwoVersions versions;
    private final List<String> command;
    private final Path output;
    private final List<String> sentences = new ArrayList<>();

    /** When it is measured what the regions cost. */
    enum Check {
        ALWAYS,
        AUTO,
        NEVER
    }

    /**
     * @param versions of which the candidate is built
     * @param command that runs it
     * @param output folder for the trial's profile
     */
    RegionBudget(Console console, MeasureOptions measure, TwoVersions versions, List<String> command, Path output) {
        this.console = console;
        this.measure = measure;
        this.versions = versions;
        this.command = command;
        this.output = output;
    }

    /** Leaves regions in that cost little enough. What was taken out, and what the others cost, is told in sentences. */
    List<String> keep(Check check) {
        Map<String, Double> shares = new LinkedHashMap<>(afterTrial());
        double estimate = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (check == Check.ALWAYS || check == Check.AUTO && estimate >= WORTH_MEASURING) {
            measureCost(shares);
        } else if (!shares.isEmpty()) {
            console.say(String.format(Locale.ROOT, "The regions cost an estimated %.2f %% of the program's time%s.", 100 * estimate,
                    check == Check.NEVER ? "" : "; less than 1 % is not measured unless by --overhead-check always"));
        }
        return sentences;
    }

    private void tell(String sentence) {
        console.say(sentence);
        sentences.add(sentence);
    }

    /** The estimates of the regions that are left. */
    private Map<String, Double> afterTrial() {
        Analysis analysis = new Analysis(console);
        Path folder = output.resolve(TRIAL);
        Map<String, Double> left = Map.of();
        for (int trial = 0; trial < ROUNDS; trial++) {
            measure.tryOut(console, new Target(Side.CANDIDATE.text(), workload(Side.CANDIDATE), folder));
            Profile profile = analysis.load(List.of(folder));
            Map<String, String> dear = Trial.tooDear(profile);
            left = Trial.shares(profile);
            left.keySet().removeAll(dear.keySet());
            dear.forEach((region, why) -> tell(region + " is not measured: " + why + "."));
            versions.exclude(dear.keySet());
            if (dear.isEmpty() || left.isEmpty()) {
                break;
            }
        }
        ProfileFolder.delete(folder);
        return left;
    }

    private Workload workload(Side side) {
        return measure.workload(command, versions.folder(side), versions.environment(side));
    }

    /** Where it does not help to take some out, all are. */
    private void measureCost(Map<String, Double> shares) {
        for (int round = 1; !shares.isEmpty(); round++) {
            versions.buildUnguarded();
            Optional<Overhead> measured = compared();
            if (measured.isEmpty()) {
                tell(String.format(
                        Locale.ROOT, "What the regions cost is not known: the program uses less than %.1f s of CPU time, or fails when it is run for that.",
                        TimeComparison.LEAST_SECONDS));
                return;
            }
            Overhead cost = measured.get();
            boolean surely = cost.low() > 1 + Trial.LARGEST_SHARE;
            String doubt = cost.ratio() > 1 + Trial.LARGEST_SHARE && !surely ? "; that it is more than 5 % is not sure" : "";
            tell(String.format(
                    Locale.ROOT, "The regions cost %.1f %% (%.1f %% to %.1f %%) of the program's CPU time, measured in %d pairs of runs%s.",
                    percent(cost.ratio()), percent(cost.low()), percent(cost.high()), cost.pairs(), doubt));
            if (!surely) {
                return;
            }
            List<String> dropped = round == ROUNDS ? List.copyOf(shares.keySet()) : Trial.dearest(shares, cost.ratio() - 1);
            dropped.forEach(region -> tell(region + " is not measured: with its executions the regions would cost more than 5 %."));
            versions.exclude(dropped);
            shares.keySet().removeAll(dropped);
        }
    }

    private Optional<Overhead> compared() {
        TimeComparison comparison = new TimeComparison(NativeRuntime.find(), versions.folder().resolve("comparison"));
        return console.progress("Measuring what the regions cost", 1, step -> comparison.measure(
                workload(Side.CANDIDATE), workload(Side.UNGUARDED), PAIRS, p -> step.reached(p.done(), p.total(), p.text())));
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }
}

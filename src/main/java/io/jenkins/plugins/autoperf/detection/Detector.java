package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.RegionScores;
import io.jenkins.plugins.autoperf.model.SimulatedCounts;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Compares a candidate with what was learnt from the good version. The method is described in docs/detection.md. */
public final class Detector {
    /** As {@link #detect(Model, Profile, List, DetectionOptions, boolean)}, on the same machine only. */
    public Detection detect(Model model, Profile candidate, List<RegionScores> scores, DetectionOptions options) {
        return detect(model, candidate, scores, options, false);
    }

    /**
     * @param scores of the candidate's samples by the model
     * @param acceptOtherMachine whether a profile of another machine is compared at all; the allowance for drift is
     *     then
     *     the largest
     * @throws AutoPerfException if the profile is of another machine and that is not accepted, or holds no sample
     */
    public Detection detect(
            Model model,
            Profile candidate,
            List<RegionScores> scores,
            DetectionOptions options,
            boolean acceptOtherMachine) {
        List<String> warnings = new ArrayList<>();
        checkMachine(model, candidate, acceptOtherMachine, warnings);
        if (candidate.regions().stream().mapToInt(RegionSamples::samples).sum() == 0) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.WORKLOAD,
                    "The profile holds no sample of any region. Check that the workload runs the annotated code.");
        }
        Bootstrap bootstrap = new Bootstrap(options.confidence(), options.seed());
        DriftAllowance drift = DriftAllowance.between(model, candidate, bootstrap);
        Noise noise = drift.noise();
        if (!candidate.info().interleavedWith().isEmpty() && !noise.interleaved()) {
            warnings.add("The profile was measured in turn with " + candidate.info().interleavedWith()
                    + ", but the model was not learnt from that one alone, so the two are compared as measured apart."
                    + " Train a model from that profile to use what interleaving gives.");
        }
        warnMissing(model, candidate, scores, warnings);
        SimulatedCounts simulated = model.simulated().alike(candidate);
        warnOfSimulation(model, candidate, simulated, warnings);

        List<RegionComparison> compared = new ArrayList<>();
        List<RegionVerdict> verdicts = new ArrayList<>();
        for (RegionSamples region : candidate.regions()) {
            var baseline = model.region(region.name());
            var score = scores.stream().filter(s -> s.region().equals(region.name())).findFirst();
            if (baseline.isEmpty()) {
                verdicts.add(newRegion(region));
            } else if (score.isPresent()) {
                compared.add(new RegionComparison(
                        model,
                        baseline.get(),
                        region,
                        score.get(),
                        SimulatedEvidence.of(region.name(), model.simulated(), simulated, options, bootstrap),
                        drift,
                        options,
                        bootstrap));
            }
        }
        compared.stream().map(RegionComparison::executionsWarning).forEach(w -> w.ifPresent(warnings::add));
        verdicts.addAll(new Multiplicity(options, bootstrap).judge(compared, model.normalisation(), noise));
        verdicts.sort(Comparator.comparing(RegionVerdict::verdict)
                .thenComparingDouble(Detector::effect)
                .reversed()
                .thenComparing(RegionVerdict::region));
        Verdict worst = verdicts.stream()
                .map(RegionVerdict::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.INCONCLUSIVE);
        return new Detection(worst, options, List.copyOf(verdicts), noise, List.copyOf(warnings));
    }

    private static void checkMachine(Model model, Profile candidate, boolean accept, List<String> warnings) {
        String then = model.machine().fingerprint();
        String now = candidate.info().machine().fingerprint();
        if (then.equals(now)) {
            return;
        }
        String different = "The baseline was measured on another machine: " + then + ", the candidate on " + now + ".";
        if (!accept) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA,
                    different + " Profile both versions on the same kind of machine,"
                            + " or accept the other machine with --accept-other-machine.");
        }
        warnings.add(different + " Times are compared with an allowance of "
                + Phrases.percent(DriftAllowance.UNKNOWN) + " or more.");
    }

    private static void warnMissing(Model model, Profile candidate, List<RegionScores> scores, List<String> warnings) {
        for (Model.RegionBaseline region : model.regions()) {
            if (candidate.region(region.name()).isEmpty()) {
                warnings.add("Region " + region.name() + " was executed in the good version but not in this one.");
            }
        }
        for (Counter counter : model.counters()) {
            if (candidate.column(counter.name()) < 0) {
                warnings.add("Counter " + counter.name() + " was measured in the good version but not in this one.");
            }
        }
        for (RegionSamples region : candidate.regions()) {
            boolean scored = scores.stream().anyMatch(s -> s.region().equals(region.name()));
            if (!scored && model.region(region.name()).isPresent()) {
                warnings.add("Region " + region.name() + " has no sample that the model could judge.");
            }
        }
    }

    private static void warnOfSimulation(
            Model model, Profile candidate, SimulatedCounts simulated, List<String> warnings) {
        boolean before = !model.simulated().isEmpty();
        boolean now = candidate.simulated().isPresent();
        if (before && now && simulated.isEmpty()) {
            warnings.add("The two versions were simulated on different processors (" + model.simulated().processor() + "; "
                    + candidate.simulated().get().info().machine().fingerprint() + "), so that their simulated counts are not"
                    + " compared.");
        } else if (before != now) {
            warnings.add("Only " + (before ? "the good" : "this") + " version was simulated too, so that simulated counts are"
                    + " not compared.");
        }
    }

    /** Nothing to compare it with, and so nothing to fail a build for. */
    private static RegionVerdict newRegion(RegionSamples region) {
        return new RegionVerdict(
                region.name(),
                Verdict.UNCHANGED,
                "New region: no baseline yet.",
                -1,
                0,
                0,
                region.executions(),
                new RegionVerdict.Anomaly(0, 0, 0, 0, 1, 1),
                List.of(),
                List.of(),
                ErrorHistogram.of(List.of(), List.of()));
    }

    private static double effect(RegionVerdict verdict) {
        return verdict.costs().isEmpty() ? 0 : Math.abs(Math.log(verdict.costs().get(0).ratio()));
    }
}

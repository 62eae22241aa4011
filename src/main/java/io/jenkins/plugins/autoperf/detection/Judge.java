package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.model.Normalisation;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The verdict rules, as docs/detection.md states them. */
final class Judge {
    /** Wall time that rose by so much without a reason is a riddle. */
    static final double WALL_RIDDLE = 0.5;
    /** Wall time alone, with nothing that says what was waited for, must exceed this. */
    static final double WALL_ALONE = 1.5;
    /** Events that take less than this share of the region's time do not make it CHANGED. */
    static final double RELEVANT = 0.01;
    /** Share of anomalous samples below which a region is not CHANGED by its samples alone. */
    static final double ANOMALOUS = 0.10;

    /** Where the candidate alone would need more runs than this, both sides should get more. */
    private static final int MOST_CANDIDATE_RUNS = 30;

    private final DetectionOptions options;
    private final Normalisation normalisation;
    private final Noise noise;
    private final double level;

    /** @param tests number of cost comparisons of the whole detection */
    Judge(DetectionOptions options, Normalisation normalisation, Noise noise, int tests) {
        this.options = options;
        this.normalisation = normalisation;
        this.noise = noise;
        this.level = BenjaminiHochberg.worstCase(options.falseAlarmRate(), tests) / 2;
    }

    /** @param decidedBy name of the cost that decided, or an empty string */
    record Ruling(Verdict verdict, String reason, String decidedBy) {}

    Ruling judge(RegionEvidence evidence) {
        return costProves(evidence, true)
                .or(() -> countProves(evidence, true))
                .or(() -> costProves(evidence, false))
                .or(() -> countProves(evidence, false))
                .orElseGet(() -> withoutProof(evidence));
    }

    private Optional<Ruling> costProves(RegionEvidence e, boolean dearer) {
        for (String name : CostComparison.COSTS) {
            Optional<RegionVerdict.Cost> cost = e.cost(name).filter(c -> proven(c, dearer));
            if (cost.isEmpty()) {
                continue;
            }
            String support =
                    switch (name) {
                        case Counter.WALL -> wallSupport(e, cost.get(), dearer);
                        case Counter.INSTRUCTIONS -> instructionSupport(e, dearer);
                        case Counter.SIMULATED_CYCLES -> simulatedSupport(e, dearer);
                        case Counter.SIMULATED_INSTRUCTIONS -> e.cost(Counter.SIMULATED_CYCLES)
                                .filter(cycles -> pointsTo(cycles, dearer))
                                .map(cycles -> simulatedSupport(e, dearer))
                                .orElse(null);
                        default -> "";
                    };
            if (support != null) {
                return Optional.of(new Ruling(
                        dearer ? Verdict.REGRESSION : Verdict.IMPROVEMENT,
                        Phrases.cost(cost.get().counter(), normalisation) + " is "
                                + Phrases.times(cost.get(), options.confidence()) + support + ".",
                        name));
            }
        }
        return Optional.empty();
    }

    private boolean proven(RegionVerdict.Cost cost, boolean dearer) {
        return cost.qValue() <= options.falseAlarmRate()
                && (dearer
                        ? cost.interval().low() > 1 + options.minimumEffect()
                        : cost.interval().high() < 1 / (1 + options.minimumEffect()));
    }

    /** @return what bears out a change of wall time alone, {@code null} if nothing does */
    private String wallSupport(RegionEvidence e, RegionVerdict.Cost wall, boolean dearer) {
        if (e.cost(Counter.CPU).filter(c -> pointsTo(c, dearer)).isPresent()) {
            return "";
        }
        Optional<CounterEvidence> waits = e.counters().stream()
                .filter(c -> c.change().counter().family() == Family.WAITS && significant(c, dearer))
                .findFirst();
        if (waits.isPresent()) {
            return ", with " + change(waits.get());
        }
        boolean preempted = e.counters().stream()
                .filter(c -> c.change().counter().family() == Family.PREEMPTION)
                .anyMatch(c -> c.change().ratio() >= 2);
        boolean large = dearer
                ? wall.interval().low() > WALL_ALONE && !preempted
                : wall.interval().high() < 1 / WALL_ALONE;
        return large ? "" : null;
    }

    private String instructionSupport(RegionEvidence e, boolean dearer) {
        Optional<RegionVerdict.Cost> time = e.timeOf(Family.INSTRUCTIONS);
        if (time.isEmpty()) {
            return "";
        }
        return time.filter(t -> pointsTo(t, dearer))
                .map(t -> ", and " + lower(Phrases.cost(t.counter(), normalisation)) + " is "
                        + Phrases.times(t.ratio()))
                .orElse(null);
    }

    /** The simulated processor has no clock; where there is one, it must point the same way. */
    private String simulatedSupport(RegionEvidence e, boolean dearer) {
        Optional<RegionVerdict.Cost> time = e.timeOf(Family.INSTRUCTIONS);
        double bound = 1 + options.minimumEffect() / 2;
        if (time.filter(t -> dearer ? t.ratio() < bound : t.ratio() > 1 / bound).isPresent()) {
            return null;
        }
        return time.map(t -> "; " + lower(Phrases.cost(t.counter(), normalisation)) + ", which the machine's noise blurs, is "
                        + Phrases.times(t, options.confidence()))
                .orElse("");
    }

    /** What a change is weighed against: time, and for simulated events the simulated cycles. */
    private static Optional<RegionVerdict.Cost> reference(RegionEvidence e, Counter counter) {
        return counter.source() == Source.SIMULATED
                ? e.cost(Counter.SIMULATED_CYCLES)
                : e.timeOf(counter.family());
    }

    /**
     * Events that are there beyond doubt, and that take the smallest effect worth reporting even at their least
     * price.
     */
    private Optional<Ruling> countProves(RegionEvidence e, boolean dearer) {
        return e.counters().stream()
                .filter(c -> significant(c, dearer) && c.change().counter().source() != Source.SIMULATED)
                .filter(c -> e.timeOf(c.change().counter().family())
                        .filter(t -> pointsTo(t, dearer) && share(c, t) >= options.minimumEffect())
                        .isPresent())
                .max(Comparator.comparingDouble(c -> Math.abs(c.worth())))
                .map(c -> {
                    RegionVerdict.Cost time =
                            e.timeOf(c.change().counter().family()).orElseThrow();
                    return new Ruling(
                            dearer ? Verdict.REGRESSION : Verdict.IMPROVEMENT,
                            Phrases.cost(time.counter(), normalisation) + " is "
                                    + Phrases.times(time, options.confidence())
                                    + "; " + change(c) + (dearer ? " adds" : " saves") + " at least "
                                    + Phrases.percent(share(c, time)) + " of the baseline's even at "
                                    + Phrases.number(EventPrice.of(c.change().counter())) + " ns each.",
                            time.counter().name());
                });
    }

    private Ruling withoutProof(RegionEvidence e) {
        Optional<String> difference = difference(e);
        Optional<RegionEvidence.WeighedCost> primary = e.primary();
        String decidedBy = primary.map(p -> p.cost().counter().name()).orElse("");
        String hidden = primary.map(p -> hidden(e, p)).orElseGet(() -> tooFewRuns(e));
        if (!hidden.isEmpty()) {
            return new Ruling(
                    Verdict.INCONCLUSIVE,
                    difference.map(d -> "The region behaves differently (" + d + "), but what it costs is open: "
                                    + lower(hidden))
                            .orElse(hidden + steady(e, decidedBy)),
                    decidedBy);
        }
        String cost = primary.map(p -> Phrases.cost(p.cost().counter(), normalisation) + " is "
                        + Phrases.times(p.cost(), options.confidence()) + "; an increase of "
                        + Phrases.percent(p.cost().minimumDetectable()) + " would have been seen.")
                .orElse("No counter of cost was measured; the counts that were did not change.");
        return difference
                .map(d -> new Ruling(
                        Verdict.CHANGED,
                        "The region behaves differently (" + d + ") at about the same cost: " + lower(cost),
                        decidedBy))
                .orElseGet(() -> new Ruling(Verdict.UNCHANGED, cost, decidedBy));
    }

    /** That exact counts did not change, where time says nothing: then it is not the program that computes more. */
    private String steady(RegionEvidence e, String decidedBy) {
        return e.cost(Counter.SIMULATED_CYCLES)
                .filter(c -> !decidedBy.equals(Counter.SIMULATED_CYCLES))
                .filter(c -> Double.isFinite(c.minimumDetectable()) && !proven(c, true) && !proven(c, false))
                .map(c -> " On the simulated processor, which knows no noise, it costs " + Phrases.times(c.ratio())
                        + " the cycles.")
                .orElse("");
    }

    /** What is different in kind, whatever it costs; empty if nothing is proven to be. */
    private Optional<String> difference(RegionEvidence e) {
        Optional<RegionVerdict.Cost> instructions = e.cost(Counter.INSTRUCTIONS)
                .or(() -> e.cost(Counter.SIMULATED_INSTRUCTIONS))
                .filter(c -> proven(c, true) || proven(c, false));
        if (instructions.isPresent()) {
            return instructions.map(c -> Phrases.times(c.ratio()) + " the instructions");
        }
        boolean anomalous = e.anomaly().qValue() <= options.falseAlarmRate();
        Optional<CounterEvidence> count = e.counters().stream()
                .filter(c -> significant(c, true) || significant(c, false))
                .filter(c -> anomalous || !c.modelled())
                .filter(c -> reference(e, c.change().counter())
                        .map(t -> share(c, t) >= RELEVANT)
                        .orElse(true))
                .max(Comparator.comparingDouble(c -> Math.abs(c.worth())));
        if (count.isPresent()) {
            return count.map(this::change);
        }
        double rate = e.anomaly().candidateRate();
        boolean many = rate >= ANOMALOUS && rate >= 2 * e.anomaly().baselineRate();
        // Larger executions scatter less for a unit of work, which is unusual, and nothing of the program's.
        return noise.interleaved() && e.sameSize() && anomalous && many
                ? Optional.of(Phrases.percent(rate) + " of its samples are anomalous against "
                        + Phrases.percent(e.anomaly().baselineRate()) + " of the baseline's")
                : Optional.empty();
    }

    /** @return why an increase cannot be ruled out, empty if it can */
    private String hidden(RegionEvidence e, RegionEvidence.WeighedCost primary) {
        RegionVerdict.Cost cost = primary.cost();
        if (Double.isInfinite(cost.minimumDetectable())) {
            boolean once = cost.counter().source() == Source.SIMULATED && Math.min(e.baselineRuns(), e.candidateRuns()) < 2;
            return once
                    ? "Nothing can be said from one run of what several threads execute: two of each version show whether the"
                            + " simulated counts repeat exactly."
                    : tooFewRuns(e);
        }
        String name = Phrases.cost(cost.counter(), normalisation);
        if (cost.interval().high() > 1 + options.ruledOut()) {
            return name + " is " + Phrases.times(cost, options.confidence())
                    + ", so that an increase of " + Phrases.percent(options.ruledOut())
                    + " is neither shown nor ruled out, and only one of " + Phrases.percent(cost.minimumDetectable())
                    + " would have been seen; " + remedy(primary.drift(), primary.runsToRuleOut());
        }
        Optional<RegionVerdict.Cost> wall = e.cost(Counter.WALL)
                .filter(w -> w.ratio() > 1 + WALL_RIDDLE || proven(w, true));
        return wall.map(w -> Phrases.cost(w.counter(), normalisation) + " is " + Phrases.times(w, options.confidence())
                        + " but CPU time is not, and no counter says what was waited for; measure again on a"
                        + " machine that"
                        + " runs nothing else.")
                .orElse("");
    }

    private String remedy(double drift, int runs) {
        if (runs > 0) {
            return "about " + Phrases.runs(runs) + " of each version would do.";
        }
        return noise.interleaved()
                ? "measure again on a machine that runs nothing else."
                : "the machine's own speed may have moved by " + Phrases.percent(drift)
                        + " between the two measurements: measure the two versions in turn.";
    }

    private String tooFewRuns(RegionEvidence e) {
        if (RankTest.smallest(e.baselineRuns(), e.candidateRuns()) <= level) {
            return "";
        }
        int needed = 1;
        while (RankTest.smallest(e.baselineRuns(), needed) > level && needed <= MOST_CANDIDATE_RUNS) {
            needed++;
        }
        boolean both = needed > MOST_CANDIDATE_RUNS;
        if (both) {
            needed = 2;
            while (RankTest.smallest(needed, needed) > level) {
                needed++;
            }
        }
        return "Nothing can be said with " + Phrases.runs(e.candidateRuns()) + " against "
                + Phrases.runs(e.baselineRuns()) + " of the good version: at a false alarm rate of "
                + Phrases.percent(options.falseAlarmRate()) + " it takes at least " + needed + " of "
                + (both ? "each version." : "the candidate.");
    }

    private boolean significant(CounterEvidence c, boolean more) {
        boolean direction = more ? c.change().ratio() > 1 : c.change().ratio() < 1;
        return c.tested() && c.qValue() <= options.falseAlarmRate() && direction;
    }

    private boolean pointsTo(RegionVerdict.Cost cost, boolean dearer) {
        double bound = 1 + options.minimumEffect();
        return dearer ? cost.ratio() > bound : cost.ratio() < 1 / bound;
    }

    /** Least share of the baseline's time that the difference in events takes. */
    private static double share(CounterEvidence c, RegionVerdict.Cost time) {
        return Math.abs(c.worth()) / time.baseline();
    }

    private String change(CounterEvidence c) {
        String unit = normalisation == Normalisation.PER_WORK ? " per unit of work" : " per execution";
        RegionVerdict.CounterChange change = c.change();
        return change.counter().name() + (change.ratio() > 1 ? " up" : " down") + " from "
                + Phrases.number(change.baseline()) + " to " + Phrases.number(change.candidate()) + unit;
    }

    private static String lower(String sentence) {
        // "CPU time" keeps its capitals.
        return sentence.startsWith("CPU")
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}

package io.jenkins.plugins.autoperf.diagnosis;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.detection.Phrases;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says why a region changed, from the counters' families; the rules are those of {@link Rules}. */
public final class Diagnostician {
    /**
     * @param counters all that were measured, so that a cause can name what could not be seen
     * @return {@link Diagnosis#NONE} for a region that is unchanged or open
     */
    public Diagnosis diagnose(RegionVerdict verdict, List<Counter> counters) {
        Symptoms dearer = new Symptoms(verdict, counters, false);
        Symptoms cheaper = new Symptoms(verdict, counters, true);
        return switch (verdict.verdict()) {
            case UNCHANGED, INCONCLUSIVE -> Diagnosis.NONE;
            case REGRESSION -> rule(dearer).map(r -> told(r, dearer, true)).orElseGet(() -> unknown(verdict));
            case IMPROVEMENT -> rule(cheaper).map(r -> told(r, cheaper, false)).orElseGet(() -> unknown(verdict));
            case CHANGED -> rule(dearer)
                    .map(r -> told(r, dearer, true))
                    .or(() -> rule(cheaper).map(r -> told(r, cheaper, false)))
                    .orElseGet(() -> unknown(verdict));
        };
    }

    private static Optional<Rule> rule(Symptoms symptoms) {
        return Rules.ALL.stream().filter(r -> r.shows().test(symptoms)).findFirst();
    }

    private static Diagnosis told(Rule rule, Symptoms symptoms, boolean dearer) {
        String cause = dearer ? rule.more() : rule.less();
        Set<CounterChange> shown = new LinkedHashSet<>();
        symptoms.cpu().ifPresent(shown::add);
        symptoms.wall().ifPresent(shown::add);
        for (Family family : rule.evidence()) {
            symptoms.of(family).ifPresent(shown::add);
        }
        return new Diagnosis(
                cause,
                "The region now has " + cause + ". " + rule.mechanism(),
                shown.stream().map(Diagnostician::phrase).toList(),
                dearer ? rule.suggestion() : "",
                rule.limits());
    }

    private static Diagnosis unknown(RegionVerdict verdict) {
        List<String> evidence = new ArrayList<>();
        verdict.counters().stream().limit(3).map(Diagnostician::phrase).forEach(evidence::add);
        return new Diagnosis(
                "not known",
                "The region behaves differently, but its counters fit none of the known causes.",
                evidence,
                "Look at the counters that differ most, and at what changed in this region.",
                "What this machine does not count cannot be told.");
    }

    private static String phrase(CounterChange change) {
        String what = change.counter().description();
        String from = value(change.baseline(), change.counter().unit());
        String to = value(change.candidate(), change.counter().unit());
        String times = Double.isFinite(change.ratio())
                ? " (" + Phrases.number(change.ratio()) + " times)"
                : "";
        return what + ": " + from + " before, " + to + " now" + times;
    }

    private static String value(double value, String unit) {
        if (!unit.equals("ns")) {
            return Phrases.number(value);
        }
        double size = Math.abs(value);
        if (size >= 1e9) {
            return Phrases.number(value / 1e9) + " s";
        }
        if (size >= 1e6) {
            return Phrases.number(value / 1e6) + " ms";
        }
        return size >= 1e3 ? Phrases.number(value / 1e3) + " µs" : Phrases.number(value) + " ns";
    }
}

package io.jenkins.plugins.autoperf.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suspect is reported only if a second measurement finds it too. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * @param first verdict that raised the suspicion
     * @param second verdict from fresh runs of both versions
     * @return the second one, where a regression that only one of the two saw is inconclusive
     */
    public static Detection combine(Detection first, Detection second) {
        Map<String, RegionVerdict> before = new LinkedHashMap<>();
        first.regions().forEach(r -> before.put(r.region(), r));
        List<RegionVerdict> regions = new ArrayList<>();
        for (RegionVerdict now : second.regions()) {
            RegionVerdict then = before.get(now.region());
            regions.add(then == null ? now : combine(then, now));
        }
        regions.sort(Comparator.comparing(RegionVerdict::verdict).reversed());
        Verdict worst = regions.isEmpty() ? second.verdict() : regions.get(0).verdict();
        return new Detection(worst, second.options(), List.copyOf(regions), second.noise(), second.warnings());
    }

    private static RegionVerdict combine(RegionVerdict then, RegionVerdict now) {
        boolean suspectThen = then.verdict() == Verdict.REGRESSION;
        boolean suspectNow = now.verdict() == Verdict.REGRESSION;
        if (suspectThen && suspectNow) {
            return with(now, Verdict.REGRESSION, now.reason() + " A second measurement confirmed it.");
        }
        if (suspectThen) {
            return with(now, Verdict.INCONCLUSIVE, "A first measurement said: " + then.reason()
                    + " A second one did not confirm it: " + now.reason());
        }
        if (suspectNow) {
            return with(now, Verdict.INCONCLUSIVE, "Only the second of two measurements said: " + now.reason());
        }
        return now;
    }

    private static RegionVerdict with(RegionVerdict r, Verdict verdict, String reason) {
        return new RegionVerdict(
                r.region(),
                verdict,
                reason,
                r.cluster(),
                r.purity(),
                r.baselineExecutions(),
                r.candidateExecutions(),
                r.anomaly(),
                r.costs(),
                r.counters(),
                r.errors());
    }
}

package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import io.jenkins.plugins.autoperf.model.Normalisation;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sources in use cannot show. */
final class Telemetry {
    private static final int NAMED = 5;

    private Telemetry() {}

    static List<String> limits(List<Counter> counters, ProfileInfo info, Normalisation normalisation) {
        Set<Source> sources = counters.stream()
                .map(Counter::source)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Source.class)));
        List<String> limits = new ArrayList<>();
        if (!sources.contains(Source.HARDWARE) && !sources.contains(Source.SIMULATED)) {
            limits.add("There were no hardware counters. Cache lines that threads fight over, mispredicted branches and"
                    + " stalled cycles show only by the time that they cost.");
        }
        if (sources.contains(Source.SOFTWARE)) {
            limits.add("Software counters are the kernel's: time, page faults, context switches and migrations. They do"
                    + " not see what the processor does between two of these.");
        }
        if (sources.contains(Source.SIMULATED)) {
            limits.add("Simulated counts are those of a simple model of a processor: exact and repeatable, but"
                    + " with no contention between threads, no prefetching and no time.");
        }
        if (sources.contains(Source.SOFTWARE) && sources.contains(Source.SIMULATED)) {
            limits.add("Neither of the two sees which cache line threads fight over: that is time without instructions.");
        }
        if (info.counted() < 1) {
            limits.add(String.format(Locale.ROOT, "The hardware events took turns: each was counted in %.0f %% of the time and scaled"
                    + " up, which is wrong for short regions.", 100 * info.counted()));
        }
        if (info.groups().size() > 1) {
            limits.add("The counters did not fit the processor at once and were read in " + info.groups().size()
                    + " passes: counters of different passes come from different executions.");
        }
        limits.add(
                switch (normalisation) {
                    case PER_INSTRUCTION -> "The model compares counters per instruction, so code that merely executes more of"
                            + " the same shows by its instruction count alone.";
                    case PER_WORK -> "Counters are compared per unit of work that the program declared.";
                    case PER_EXECUTION -> "Counters are compared per execution of a region: a region that was given more"
                            + " work looks dearer.";
                });
        if (!info.unavailable().isEmpty()) {
            limits.add(unavailable(info.unavailable()));
        }
        return List.copyOf(limits);
    }

    private static String unavailable(Map<String, String> reasons) {
        String named = reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(NAMED)
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = reasons.size() - NAMED;
        return "Not available on this machine: " + named + (more > 0 ? " and " + more + " more" : "") + ".";
    }
}

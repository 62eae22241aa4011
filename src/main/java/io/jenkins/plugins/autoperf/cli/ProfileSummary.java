package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Overhead;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code profile} tells when it is done. */
record ProfileSummary(
        String profile,
        long runs,
        long failed,
        List<String> counters,
        List<String> simulated,
        List<Region> regions,
        Overhead overhead,
        List<String> warnings) {
    record Region(String name, long executions, int samples) {}

    static ProfileSummary of(Path folder) {
        Profile profile = ProfileLoader.load(folder, Analysis.MAXIMUM_SAMPLES);
        List<RunInfo> counted = profile.runs().stream().filter(RunInfo::counted).toList();
        try (ProfileFolder opened = ProfileFolder.open(folder)) {
            return new ProfileSummary(
                    folder.toString(),
                    counted.stream().map(RunInfo::run).distinct().count(),
                    counted.stream().filter(r -> !r.succeeded()).count(),
                    profile.counters().stream().map(Counter::name).toList(),
                    profile.simulated().stream().flatMap(p -> p.counters().stream()).map(Counter::name).toList(),
                    profile.regions().stream()
                            .map(r -> new Region(r.name(), r.executions(), r.samples()))
                            .toList(),
                    opened.overhead().orElse(null),
                    profile.warnings());
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "Profile: %s", profile);
        line(text, "%d %s%s, counters: %s", runs, runs == 1 ? "run" : "runs", failed == 0 ? "" : ", " + failed + " of them failed", String.join(", ", counters));
        if (!simulated.isEmpty()) {
            line(text, "and in one simulated run beside: %s", String.join(", ", simulated));
        }
        int width = regions.stream().mapToInt(r -> r.name().length()).max().orElse(0);
        for (Region region : regions) {
            line(text, "  %-" + Math.min(Math.max(width, 1), 60) + "s  %,d executions, %,d samples", Markup.visible(region.name()),
                    region.executions(),
                    region.samples());
        }
        if (overhead != null && !counters.contains(Counter.SIMULATED_CYCLES)) {
            line(
                    text,
                    "Overhead of the counters: %+.1f %% of the run time (%.0f %% interval %+.1f to %+.1f %%, %d pairs)",
                    percent(overhead.ratio()),
                    100 * overhead.confidence(),
                    percent(overhead.low()),
                    percent(overhead.high()),
                    overhead.pairs());
        }
        return text + warnings.stream().map(w -> "Note: " + w + "\n").collect(Collectors.joining());
    }

    private static double percent(double ratio) {
        return 100 * (ratio - 1);
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}

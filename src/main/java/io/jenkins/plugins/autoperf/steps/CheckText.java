package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in the Markdown of a check. Every word of the report is escaped: region names are whatever the program says. */
record CheckText(Report report, String baselineReason) {
    private static final int MOST_ROWS = 50;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_TEXT = 2_000;

    /** {@code 1 regression, 2 inconclusive in 14 regions}. */
    String title() {
        String regions = count(report.regions().size(), "region");
        if (report.first()) {
            return "First measurement of " + regions;
        }
        String changes = Stream.of(Verdict.REGRESSION, Verdict.INCONCLUSIVE, Verdict.CHANGED, Verdict.IMPROVEMENT)
                .filter(v -> number(v) > 0)
                .map(v -> switch (v) {
                    case REGRESSION, IMPROVEMENT -> count(number(v), v.name().toLowerCase(Locale.ROOT));
                    default -> number(v) + " " + v.name().toLowerCase(Locale.ROOT);
                })
                .collect(Collectors.joining(", "));
        return (changes.isEmpty() ? "No regression" : changes) + " in " + regions;
    }

    String summary() {
        return Markdown.text(report.summary(), LONGEST_TEXT) + "\n\n" + Markdown.text(baselineReason, LONGEST_TEXT);
    }

    /** The worst regions, in a table; empty where nothing is to be said of any. */
    String table() {
        List<Report.Region> told = report.regions().stream()
                .filter(r -> r.verdict().verdict() != Verdict.UNCHANGED)
                .toList();
        if (told.isEmpty()) {
            return "";
        }
        String rows = told.stream().limit(MOST_ROWS).map(CheckText::row).collect(Collectors.joining());
        int more = told.size() - MOST_ROWS;
        return "| Region | Verdict | Cost | Interval | Likely cause |\n|---|---|---|---|---|\n" + rows
                + (more > 0 ? "\nand " + count(more, "other region") + ".\n" : "");
    }

    private static String row(Report.Region region) {
        String cost = "";
        String interval = "";
        if (!region.verdict().costs().isEmpty()) {
            Cost decided = region.verdict().costs().get(0);
            cost = Figures.ratio(decided.ratio());
            interval = Figures.interval(decided.interval().low(), decided.interval().high());
        }
        String cause = Markdown.text(region.diagnosis().cause(), LONGEST_NAME);
        String verdict = region.verdict().verdict().name();
        return "| " + Markdown.code(region.verdict().region(), LONGEST_NAME)
                + " | " + verdict.charAt(0) + verdict.substring(1).toLowerCase(Locale.ROOT)
                + " | " + cost + " | " + interval + " | " + cause + " |\n";
    }

    private long number(Verdict verdict) {
        return report.regions().stream().filter(r -> r.verdict().verdict() == verdict).count();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for a terminal of 80 columns or more, in at most a screen. */
public final class TextReport {
    private static final int WIDTH = 80;
    private static final int ROWS = 8;
    private static final int EXPLAINED = 2;
    private static final int NAME = 24;
    private static final int CAUSE = 25;
    private static final String ROW = "%-12s  %-" + NAME + "s  %6s  %5s  %s";
    private static final String COST_ROW = "%-" + (2 * NAME - 16) + "s  %10s  %-16s  %14s";

    private final boolean colour;
    private final StringBuilder out = new StringBuilder();

    private TextReport(boolean colour) {
        this.colour = colour;
    }

    /** @param colour whether to use ANSI colours */
    public static String render(Report report, boolean colour) {
        TextReport text = new TextReport(colour);
        text.verdict(report);
        if (report.first()) {
            text.costs(report.regions());
        } else {
            text.table(report.regions());
        }
        text.explain(report.regions());
        if (!report.warnings().isEmpty()) {
            text.wrap(Words.count(report.warnings().size(), "warning") + ", the first: " + report.warnings().get(0), "");
        }
        return text.out.toString();
    }

    private void verdict(Report report) {
        String label = Words.label(report).toUpperCase(Locale.ROOT);
        out.append(paint(label, report.verdict())).append('\n');
        wrap(report.summary(), "");
        out.append('\n');
    }

    /** With several models, a row tells which one it is by in place of the cause. */
    private void table(List<Report.Region> regions) {
        if (regions.isEmpty()) {
            return;
        }
        boolean several = regions.stream().anyMatch(region -> !region.againstModel().isEmpty());
        String last = several ? "AGAINST" : "LIKELY CAUSE";
        line(String.format(Locale.ROOT, ROW, "VERDICT", "REGION", "COST", "ANOM.", last));
        for (Report.Region region : regions.subList(0, Math.min(ROWS, regions.size()))) {
            RegionVerdict verdict = region.verdict();
            String label = Words.label(verdict);
            String row = String.format(
                    Locale.ROOT,
                    ROW,
                    label,
                    Markup.brief(verdict.region(), NAME),
                    Words.ratio(verdict),
                    Words.anomalous(verdict),
                    Markup.brief(several ? region.againstModel() : region.diagnosis().cause(), CAUSE));
            line(paint(label, verdict.verdict()) + row.substring(label.length()));
        }
        rest(regions);
    }

    /** Of a first measurement, where there is nothing else to tell. */
    private void costs(List<Report.Region> regions) {
        line(String.format(Locale.ROOT, COST_ROW, "REGION", "COST", "MEASURE", "EXECUTIONS"));
        for (Report.Region region : regions.subList(0, Math.min(ROWS, regions.size()))) {
            RegionVerdict verdict = region.verdict();
            line(String.format(
                    Locale.ROOT,
                    COST_ROW,
                    Markup.brief(verdict.region(), 2 * NAME - 16),
                    Words.ratio(verdict),
                    Words.cost(verdict).map(Words::measure).orElse(""),
                    String.format(Locale.ROOT, "%,d", verdict.candidateExecutions())));
        }
        rest(regions);
    }

    private void rest(List<Report.Region> regions) {
        if (regions.size() > ROWS) {
            line("… and " + Words.count(regions.size() - ROWS, "more region") + " in the report");
        }
    }

    private void explain(List<Report.Region> regions) {
        regions.stream()
                .filter(region -> region.verdict().verdict() != Verdict.UNCHANGED)
                .limit(EXPLAINED)
                .forEach(region -> {
                    out.append('\n');
                    String against = region.againstModel().isEmpty() ? "" : " against " + region.againstModel();
                    line(Markup.brief(region.verdict().region() + against, WIDTH));
                    if (!region.origin().place().isEmpty()) {
                        line(Markup.brief("  " + region.origin().place() + ": " + region.origin().why(), WIDTH));
                    }
                    wrap(region.verdict().reason(), "  ");
                    if (!region.diagnosis().cause().isEmpty()) {
                        wrap("Likely cause: " + region.diagnosis().cause() + ". " + region.diagnosis().suggestion(), "  ");
                    }
                });
        out.append('\n');
    }

    /** At most three lines of text, so that one long sentence does not push the verdict off the screen. */
    private void wrap(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : Markup.brief(text, 3 * (WIDTH - indent.length()) - 30).split(" ")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
        lines.forEach(this::line);
    }

    private void line(String line) {
        out.append(line.stripTrailing()).append('\n');
    }

    private String paint(String text, Verdict verdict) {
        if (!colour) {
            return text;
        }
        int code =
                switch (verdict) {
                    case REGRESSION -> 31;
                    case INCONCLUSIVE -> 33;
                    case CHANGED -> 35;
                    case IMPROVEMENT -> 32;
                    case UNCHANGED -> 36;
                };
        return "\u001b[1;" + code + "m" + text + "\u001b[0m";
    }
}

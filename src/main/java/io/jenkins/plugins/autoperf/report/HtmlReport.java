package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.chart.Svg;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The report as one self-contained {@link Page}. Or parts of it for a page of Jenkins: one element of class
 * {@code autoperf}, with all text escaped, without scripts and styles, which {@code autoperf.css} beside this class lays out.
 */
public final class HtmlReport {
    private final Report report;
    private final Html html;

    private HtmlReport(Report report, Html html) {
        this.report = report;
        this.html = html;
    }

    /** @throws AutoPerfException of kind MACHINE where the file cannot be written */
    public static void write(Report report, Path indexHtml) {
        Page.write(page(report), indexHtml);
    }

    /** The whole page. */
    public static String page(Report report) {
        return Page.of(
                Words.label(report) + " – " + report.candidate().name() + " – AutoPerf",
                html -> new HtmlReport(report, html).page());
    }

    /**
     * One region: its reason, cause, charts and figures.
     *
     * @param region position in the report
     * @throws IndexOutOfBoundsException where there is no such region
     */
    public static String regionFragment(Report report, int region) {
        return fragment(html -> new RegionSection(html, report, region).open());
    }

    /** Both sides: names, commands, runs and machines. */
    public static String sidesFragment(Report report) {
        return fragment(html -> new ContextSections(html, report).sides());
    }

    /** Noise of the machine in each comparison. */
    public static String noiseFragment(Report report) {
        return fragment(html -> new ContextSections(html, report).noise());
    }

    /** What the sources in use cannot show. */
    public static String telemetryFragment(Report report) {
        return fragment(html -> new ContextSections(html, report).telemetry());
    }

    /** What the verdict was reached with. */
    public static String settingsFragment(Report report) {
        return fragment(html -> new ContextSections(html, report).settings());
    }

    /** The warnings; an element without content where there is none. */
    public static String warningsFragment(Report report) {
        return fragment(html -> new ContextSections(html, report).warnings());
    }

    private static String fragment(Consumer<Html> writer) {
        Html html = new Html().open("div", "class", "autoperf");
        writer.accept(html);
        return html.close().toString();
    }

    private void page() {
        verdict();
        ContextSections context = new ContextSections(html, report);
        context.sides();
        regionTable();
        regionSections();
        context.noise();
        context.telemetry();
        context.settings();
        context.warnings();
        html.leaf("footer", "Written by AutoPerf " + report.tool() + " on " + ContextSections.time(report.created())
                + ". The same figures for programs are in report.json.");
    }

    private void verdict() {
        Verdict verdict = report.verdict();
        html.leaf("p", "AutoPerf · performance report", "class", "ap-brand");
        html.open("header", "class", "ap-verdict " + style(verdict));
        html.leaf("h1", (report.first() ? "" : Words.sign(verdict) + " ") + Words.label(report));
        html.leaf("p", report.summary());
        html.open("p", "class", "ap-soft").text(tally());
        if (!report.warnings().isEmpty()) {
            html.text(" · ")
                    .leaf("a", Words.count(report.warnings().size(), "warning"), "href", "#" + ContextSections.WARNINGS);
        }
        html.close().close();
    }

    private String tally() {
        if (report.first()) {
            return Words.count(report.regions().size(), "region") + " measured in " + Words.count(report.candidate().runs(), "run");
        }
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Report.Region region : report.regions()) {
            counts.merge(region.verdict().verdict(), 1, Integer::sum);
        }
        String kinds = List.of(
                        Verdict.REGRESSION,
                        Verdict.INCONCLUSIVE,
                        Verdict.CHANGED,
                        Verdict.IMPROVEMENT,
                        Verdict.UNCHANGED)
                .stream()
                .filter(counts::containsKey)
                .map(v -> Words.tally(counts.get(v), v))
                .collect(Collectors.joining(", "));
        return Words.count(report.regions().size(), "region") + (kinds.isEmpty() ? "" : ": " + kinds);
    }

    private void regionTable() {
        html.leaf("h2", "Regions");
        if (report.regions().isEmpty()) {
            html.leaf("p", "No region was compared.");
            return;
        }
        html.open("div", "class", "ap-card ap-table ap-scroll ap-regions", "tabindex", "0").open("table").open("thead").open("tr");
        for (String column : List.of("Verdict", "Region")) {
            html.leaf("th", column, "scope", "col");
        }
        for (String column : List.of("Cost", "Interval", "Anomalous")) {
            html.leaf("th", column, "scope", "col", "class", "ap-n");
        }
        html.leaf("th", "Likely cause", "scope", "col").close().close().open("tbody");
        for (int r = 0; r < report.regions().size(); r++) {
            row(report.regions().get(r), r);
        }
        html.close().close().close();
    }

    private void row(Report.Region region, int position) {
        RegionVerdict verdict = region.verdict();
        html.open("tr").open("td");
        RegionSection.badge(html, verdict);
        html.close().open("th", "scope", "row");
        html.open("a", "href", "#" + RegionSection.id(position)).name(verdict.region()).close();
        if (!region.againstModel().isEmpty()) {
            html.text(" against ").name(region.againstModel());
        }
        html.close();
        html.leaf("td", Words.ratio(verdict), "class", "ap-n", "data-label", "Cost");
        html.leaf("td", Words.interval(verdict), "class", "ap-n", "data-label", "Interval");
        html.leaf("td", Words.anomalous(verdict), "class", "ap-n", "data-label", "Anomalous samples");
        html.leaf("td", region.diagnosis().cause(), "data-label", "Likely cause").close();
    }

    private void regionSections() {
        if (report.regions().isEmpty()) {
            return;
        }
        html.leaf("h2", "Region by region");
        if (!Svg.drawable()) {
            html.leaf("p", "No charts were drawn, because Java found no font on the machine that wrote this page. The tables"
                    + " hold the same figures. Install fontconfig and a font, such as Debian's fonts-dejavu-core.");
        }
        for (int r = 0; r < report.regions().size(); r++) {
            new RegionSection(html, report, r).write();
        }
    }

    static String style(Verdict verdict) {
        return "ap-" + verdict.name().toLowerCase(Locale.ROOT);
    }
}

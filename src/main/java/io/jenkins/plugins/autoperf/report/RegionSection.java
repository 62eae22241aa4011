package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.ErrorHistogramChart;
import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.chart.RatioChart;
import io.jenkins.plugins.autoperf.chart.RunsChart;
import io.jenkins.plugins.autoperf.chart.Svg;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Anomaly;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One region on the page: why it was judged so, what caused it, and the figures; closed where nothing changed. */
final class RegionSection {
    /** Regions after these get tables and no charts, so that the page stays readable by browsers. */
    private static final int REGIONS_WITH_CHARTS = 60;

    private static final int CHARTED_COUNTERS = 10;

    private final Html html;
    private final Report report;
    private final RegionVerdict verdict;
    private final Diagnosis diagnosis;
    private final int position;

    RegionSection(Html html, Report report, int position) {
        this.html = html;
        this.report = report;
        this.position = position;
        verdict = report.regions().get(position).verdict();
        diagnosis = report.regions().get(position).diagnosis();
    }

    static String id(int position) {
        return "autoperf-region-" + (position + 1);
    }

    static void badge(Html html, RegionVerdict verdict) {
        html.leaf(
                "span",
                Words.sign(verdict) + " " + Words.label(verdict),
                "class",
                "ap-badge " + HtmlReport.style(verdict.verdict()),
                "title",
                Words.meaning(verdict));
    }

    static String source(Counter counter) {
        return counter.source().name().toLowerCase(Locale.ROOT);
    }

    /** Closed where nothing changed, and without charts far down the page. */
    void write() {
        if (verdict.verdict() == Verdict.UNCHANGED) {
            html.open("details", "class", "ap-card ap-region", "id", id(position)).open("summary");
            badge(html, verdict);
            name();
            html.close().open("div", "class", "ap-inner");
            body(position < REGIONS_WITH_CHARTS);
            html.close().close();
        } else {
            open(position < REGIONS_WITH_CHARTS);
        }
    }

    /** With all that there is to show. */
    void open() {
        open(true);
    }

    private void open(boolean charts) {
        html.open("section", "class", "ap-card ap-region", "id", id(position)).open("div", "class", "ap-head");
        html.open("h3");
        name();
        html.close();
        badge(html, verdict);
        html.close();
        body(charts);
        html.close();
    }

    private void name() {
        name(html, report.regions().get(position));
    }

    static void name(Html html, Report.Region region) {
        html.name(region.verdict().region());
        if (!region.againstModel().isEmpty()) {
            html.text(" against ").name(region.againstModel());
        }
    }

    private void body(boolean charts) {
        Report.Origin origin = report.regions().get(position).origin();
        if (!origin.place().isEmpty()) {
            html.leaf("p", origin.place() + ": " + origin.why(), "class", "ap-origin");
        }
        html.leaf("p", verdict.reason(), "class", "ap-reason");
        cause();
        charts(charts);
        costs();
        counters();
    }

    private void cause() {
        if (diagnosis.cause().isEmpty() && diagnosis.explanation().isEmpty()) {
            return;
        }
        html.open("div", "class", "ap-cause");
        html.leaf("h4", diagnosis.cause().isEmpty() ? "Cause" : "Likely cause: " + diagnosis.cause());
        html.leaf("p", diagnosis.explanation());
        if (!diagnosis.evidence().isEmpty()) {
            html.leaf("h4", "Evidence").open("ul");
            diagnosis.evidence().forEach(phrase -> html.leaf("li", phrase));
            html.close();
        }
        if (!diagnosis.suggestion().isEmpty()) {
            html.leaf("h4", "What to look for").leaf("p", diagnosis.suggestion());
        }
        if (!diagnosis.limits().isEmpty()) {
            html.leaf("h4", "What this cannot tell").leaf("p", diagnosis.limits());
        }
        html.close();
    }

    private void charts(boolean wanted) {
        html.open("div", "class", "ap-charts");
        if (wanted && Svg.drawable()) {
            runs();
            if (!Words.isNew(verdict)) {
                histogram();
                ratios();
            }
        }
        samples();
        html.close();
    }

    private void runs() {
        Optional<Cost> cost = Words.cost(verdict);
        if (cost.isEmpty()) {
            return;
        }
        Cost c = cost.get();
        Optional<Chart> chart = RunsChart.draw(
                c.counter().unit(), c.baselineRuns(), c.candidateRuns(), report.noise(report.regions().get(position)).interleaved());
        String measure = Words.measure(c);
        figure(
                Character.toUpperCase(measure.charAt(0)) + measure.substring(1) + " of each run, in order",
                "No run has a value.",
                chart,
                () -> {
                    if (!Words.isNew(verdict)) {
                        key("baseline", "ap-key ap-baseline-side");
                    }
                    key("candidate", "ap-key ap-candidate-side");
                    key("median", "ap-key ap-line ap-span");
                });
    }

    private void histogram() {
        Anomaly anomaly = verdict.anomaly();
        Optional<Chart> chart = ErrorHistogramChart.draw(
                verdict.errors().edges(),
                verdict.errors().baseline(),
                verdict.errors().candidate(),
                anomaly.threshold(),
                anomaly.paperThreshold());
        figure("Reconstruction error: share of samples", "There are no samples to show.", chart, () -> {
            key("baseline", "ap-key ap-baseline-side");
            key("candidate", "ap-key ap-candidate-side");
            key("threshold " + Figures.digits(anomaly.threshold()), "ap-key ap-line");
            if (Double.isFinite(anomaly.paperThreshold()) && anomaly.paperThreshold() != anomaly.threshold()) {
                key(
                        "μ + " + Figures.digits(report.options().threshold()) + "σ "
                                + Figures.digits(anomaly.paperThreshold()),
                        "ap-key ap-line ap-dots");
            }
        });
    }

    private void ratios() {
        List<CounterChange> changes = verdict.counters();
        Optional<Chart> chart = RatioChart.draw(changes.stream()
                .limit(CHARTED_COUNTERS)
                .map(c -> new RatioChart.Row(
                        c.counter().name(), c.ratio(), c.interval().low(), c.interval().high()))
                .toList());
        int left = changes.size() - CHARTED_COUNTERS;
        figure(
                "Counters, candidate over baseline" + (left > 0 ? "; " + left + " more in the table" : ""),
                "There are no counters to compare.",
                chart,
                () -> {
                    key("more than chance", "ap-key ap-candidate-side");
                    key("may be chance", "ap-key");
                    key("interval", "ap-key ap-line ap-span");
                });
    }

    private void figure(String title, String without, Optional<Chart> chart, Runnable keys) {
        html.open("figure").open("figcaption").leaf("strong", title);
        if (chart.isPresent()) {
            keys.run();
            html.close().svg(chart.get().svg());
        } else {
            html.text(without).close();
        }
        html.close();
    }

    private void key(String text, String style) {
        html.leaf("span", text, "class", style);
    }

    private void costs() {
        if (verdict.costs().isEmpty()) {
            return;
        }
        html.leaf("h4", "Cost");
        table("Measure", "Baseline", "Candidate", "Ratio", "Interval", "Detectable from", "Runs needed", "p", "q");
        for (Cost cost : verdict.costs()) {
            String unit = cost.counter().unit();
            html.open("tr").leaf("th", Words.measure(cost), "scope", "row");
            figures(
                    Figures.quantity(cost.baseline(), unit),
                    Figures.quantity(cost.candidate(), unit),
                    Figures.ratio(cost.ratio()),
                    Figures.interval(cost.interval().low(), cost.interval().high()),
                    Words.detectable(cost),
                    cost.runsNeeded() == 0 ? "–" : String.valueOf(cost.runsNeeded()),
                    Figures.probability(cost.pValue()),
                    Figures.probability(cost.qValue()));
            html.close();
        }
        html.close().close().close();
    }

    private void counters() {
        if (verdict.counters().isEmpty()) {
            return;
        }
        html.open("details").leaf("summary", Words.count(verdict.counters().size(), "counter") + " in figures");
        html.open("div", "class", "ap-inner");
        table("Counter", "Baseline", "Candidate", "Ratio", "Interval", "Share of error", "Votes", "Direction");
        for (CounterChange change : verdict.counters()) {
            Counter counter = change.counter();
            html.open("tr").open("th", "scope", "row", "title", counter.description());
            html.leaf("code", counter.name());
            html.leaf("div", counter.description() + " · " + source(counter), "class", "ap-soft").close();
            figures(
                    Figures.quantity(change.baseline(), counter.unit()),
                    Figures.quantity(change.candidate(), counter.unit()),
                    Figures.ratio(change.ratio()),
                    Figures.interval(change.interval().low(), change.interval().high()),
                    Figures.percent(change.errorShare()),
                    Figures.percent(change.votes()),
                    change.direction() > 0 ? "more" : change.direction() < 0 ? "less" : "–");
            html.close();
        }
        html.close().close().close().close().close();
    }

    /** Opens a table, with its box and body, whose columns after the first hold figures. */
    private void table(String first, String... rest) {
        html.open("div", "class", "ap-scroll", "tabindex", "0").open("table").open("thead").open("tr");
        html.leaf("th", first, "scope", "col");
        for (String column : rest) {
            html.leaf("th", column, "scope", "col", "class", "ap-n");
        }
        html.close().close().open("tbody");
    }

    private void figures(String... figures) {
        for (String figure : figures) {
            html.leaf("td", figure, "class", "ap-n");
        }
    }

    private void samples() {
        Anomaly anomaly = verdict.anomaly();
        html.open("figure").open("figcaption").leaf("strong", "Samples").close().open("dl");
        if (Words.isNew(verdict)) {
            fact("Executions", String.format(Locale.ROOT, "%,d", verdict.candidateExecutions()));
            html.close().close();
            return;
        }
        fact("Executions", String.format(
                Locale.ROOT,
                "%,d baseline, %,d candidate",
                verdict.baselineExecutions(),
                verdict.candidateExecutions()));
        fact("Anomalous", Figures.percent(anomaly.baselineRate()) + " baseline, "
                + Figures.percent(anomaly.candidateRate()) + " candidate");
        fact("Chance", "p " + Figures.probability(anomaly.pValue()) + ", over all regions q "
                + Figures.probability(anomaly.qValue()));
        fact("Cluster", verdict.cluster() + ", which holds " + Figures.percent(verdict.purity()) + " of the region's samples");
        html.close().close();
    }

    private void fact(String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }
}

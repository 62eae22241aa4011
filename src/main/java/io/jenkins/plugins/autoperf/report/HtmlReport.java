package io.jenkins.plugins.autoperf.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.chart.Svg;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as one self-contained page: no script, nothing loaded from elsewhere, light and dark, from phone to paper. Its
 * own policy allows one style sheet by its hash and nothing else.
 */
public final class HtmlReport {
    private static final String CSS = css("autoperf.css") + css("report.css");

    private final Report report;
    private final Html html = new Html();

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** @throws AutoPerfException of kind MACHINE where the file cannot be written */
    public static void write(Report report, Path indexHtml) {
        try {
            Files.writeString(indexHtml, page(report));
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "Cannot write the page " + indexHtml + ": " + e.getMessage()
                            + ". Give a folder that may be written and has room.",
                    e);
        }
    }

    /** The whole page. */
    public static String page(Report report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy());
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", Words.label(report) + " – " + report.candidate().name() + " – AutoPerf");
        html.style(CSS).close();
        html.open("body", "class", "autoperf").open("main");
        verdict();
        sides();
        regionTable();
        regionSections();
        noise();
        telemetry();
        settings();
        warnings();
        html.leaf("footer", "Written by AutoPerf " + report.tool() + " on " + time(report.created())
                + ". The same figures for programs are in report.json.");
        return html.close().close().close().toString();
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
                    .leaf("a", Words.count(report.warnings().size(), "warning"), "href", "#autoperf-warnings");
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

    private void sides() {
        html.leaf("h2", report.first() ? "What was measured" : "What was compared").open("div", "class", "ap-sides");
        if (!report.first()) {
            side("Baseline", "ap-baseline-side", report.baseline());
        }
        side(report.first() ? "This version" : "Candidate", "ap-candidate-side", report.candidate());
        html.close();
        if (!report.baseline().machine().fingerprint().equals(report.candidate().machine().fingerprint())) {
            html.leaf("p", "The two sides were measured on different machines.", "class", "ap-reason");
        }
    }

    private void side(String role, String style, Report.Side side) {
        html.open("section", "class", "ap-card " + style).leaf("h3", role).open("dl");
        html.leaf("dt", "Name").open("dd").name(side.name()).close();
        html.leaf("dt", "Command").open("dd").leaf("code", String.join(" ", side.command())).close();
        html.leaf("dt", "Measured").leaf("dd", time(side.measured()));
        html.leaf("dt", "Runs").leaf("dd", String.valueOf(side.runs()));
        html.leaf("dt", "Machine").leaf("dd", side.machine().fingerprint());
        html.close().close();
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

    private void noise() {
        Noise noise = report.noise();
        html.leaf("h2", "Noise of this machine").open("div", "class", "ap-card");
        if (report.first()) {
            html.leaf("p", "How much the machine's speed drifts from one measurement to the next is seen from the next one on.");
        } else {
            drift(noise);
        }
        detectable();
        if (!noise.canaries().isEmpty()) {
            canaries(noise);
        }
        html.close();
    }

    private void drift(Noise noise) {
        html.leaf("p", noise.interleaved()
                ? "The two sides alternated run by run, so a slow drift of the machine met both alike."
                : "The two sides were measured one after the other, so a drift of the machine counts as a difference.");
        html.leaf("p", "Change of the machine's speed that was allowed for: " + Figures.percent(noise.drift()) + ".");
    }

    private void canaries(Noise noise) {
        html.leaf("h4", "Canaries: the same small work, timed before every run");
        html.open("div", "class", "ap-scroll", "tabindex", "0").open("table").open("thead").open("tr");
        html.leaf("th", "Canary", "scope", "col");
        for (String column : List.of("Baseline", "Candidate", "Ratio", "Spread")) {
            html.leaf("th", column, "scope", "col", "class", "ap-n");
        }
        html.close().close().open("tbody");
        for (Noise.Canary canary : noise.canaries()) {
            html.open("tr").leaf("th", canary.name(), "scope", "row");
            html.leaf("td", Figures.quantity(canary.baseline(), "ns"), "class", "ap-n");
            html.leaf("td", Figures.quantity(canary.candidate(), "ns"), "class", "ap-n");
            html.leaf("td", Figures.ratio(canary.candidate() / canary.baseline()), "class", "ap-n");
            html.leaf("td", Figures.percent(canary.spread()), "class", "ap-n").close();
        }
        html.close().close().close();
    }

    private void detectable() {
        double[] effects = report.regions().stream()
                .flatMap(region -> Words.cost(region.verdict()).stream())
                .mapToDouble(RegionVerdict.Cost::minimumDetectable)
                .filter(e -> !Double.isNaN(e))
                .sorted()
                .toArray();
        if (effects.length > 0) {
            String least = Figures.percent(effects[0]);
            String most = Figures.percent(effects[effects.length - 1]);
            html.leaf("p", "Smallest increase of cost that these runs could have shown: "
                    + (least.equals(most) ? least : "from " + least + " to " + most + ", by region") + ".");
        }
    }

    private void telemetry() {
        if (!report.telemetry().isEmpty()) {
            html.leaf("h2", "What this telemetry cannot show");
            sentences(report.telemetry());
        }
    }

    private void settings() {
        DetectionOptions options = report.options();
        html.leaf("h2", "Settings").open("div", "class", "ap-card").open("dl", "class", "ap-settings");
        setting("False alarm rate", Figures.percent(options.falseAlarmRate()) + " a region, corrected for their number");
        setting("Smallest effect worth reporting", Figures.percent(options.minimumEffect()));
        setting("A sample is anomalous", options.paperThreshold()
                ? "above μ + " + Figures.digits(options.threshold()) + "σ of the good runs' errors"
                : "above the " + Figures.percent(options.sampleQuantile()) + " quantile of the good runs' errors");
        setting("Confidence of intervals", Figures.percent(options.confidence()));
        setting("Seed", String.valueOf(options.seed()));
        setting("Counters", report.counters().stream()
                .map(c -> c.name() + " (" + RegionSection.source(c) + ")")
                .collect(Collectors.joining(", ")));
        html.close().close();
    }

    private void setting(String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }

    private void warnings() {
        if (!report.warnings().isEmpty()) {
            html.leaf("h2", "Warnings", "id", "autoperf-warnings");
            sentences(report.warnings());
        }
    }

    private void sentences(List<String> sentences) {
        html.open("div", "class", "ap-card").open("ul", "class", "ap-plain");
        sentences.forEach(sentence -> html.leaf("li", sentence));
        html.close().close();
    }

    static String style(Verdict verdict) {
        return "ap-" + verdict.name().toLowerCase(Locale.ROOT);
    }

    /** An ISO instant as people read it; any other text as it is. */
    private static String time(String instant) {
        return instant.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d).*Z$", "$1 $2 UTC");
    }

    private static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; img-src data:; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String css(String file) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

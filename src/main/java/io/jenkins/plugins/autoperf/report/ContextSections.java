package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import java.util.List;
import java.util.stream.Collectors;

/** What was compared, and how far the verdict can be trusted. */
final class ContextSections {
    static final String WARNINGS = "autoperf-warnings";

    private final Html html;
    private final Report report;

    ContextSections(Html html, Report report) {
        this.html = html;
        this.report = report;
    }

    void sides() {
        html.leaf("h2", report.first() ? "What was measured" : "What was compared").open("div", "class", "ap-sides");
        if (!report.first()) {
            side("Baseline", "ap-baseline-side", report.baseline());
            report.otherModels().forEach(other -> side("Further baseline", "ap-baseline-side", other.baseline()));
        }
        side(report.first() ? "This version" : "Candidate", "ap-candidate-side", report.candidate());
        html.close();
        String fingerprint = report.candidate().machine().fingerprint();
        if (!report.baseline().machine().fingerprint().equals(fingerprint)
                || report.otherModels().stream()
                        .anyMatch(other -> !other.baseline().machine().fingerprint().equals(fingerprint))) {
            html.leaf("p", "The two sides were measured on different machines.", "class", "ap-reason");
        }
    }

    private void side(String role, String style, Report.Side side) {
        html.open("section", "class", "ap-card " + style).leaf("h3", role).open("dl");
        html.leaf("dt", "Name").open("dd").name(side.name()).close();
        html.leaf("dt", "Command").open("dd").leaf("code", String.join(" ", side.command())).close();
        if (!side.measured().isEmpty()) {
            html.leaf("dt", "Measured").leaf("dd", time(side.measured()));
        }
        html.leaf("dt", "Runs").leaf("dd", String.valueOf(side.runs()));
        html.leaf("dt", "Machine").leaf("dd", side.machine().fingerprint());
        html.close().close();
    }

    void noise() {
        if (report.candidate().runs() == 0) {
            return;
        }
        html.leaf("h2", "Noise of this machine").open("div", "class", "ap-card");
        if (report.otherModels().isEmpty()) {
            noise(report.noise(), report.regions());
        } else {
            noiseAgainst(report.baseline().name(), report.noise());
            report.otherModels().forEach(other -> noiseAgainst(other.baseline().name(), other.noise()));
        }
        html.close();
    }

    private void noiseAgainst(String model, Noise noise) {
        html.open("h3").text("Against ").name(model).close();
        noise(
                noise,
                report.regions().stream()
                        .filter(region -> region.againstModel().equals(model))
                        .toList());
    }

    private void noise(Noise noise, List<Report.Region> regions) {
        if (report.first()) {
            html.leaf("p", "How much the machine's speed drifts from one measurement to the next is seen from the next one on.");
        } else {
            drift(noise);
        }
        detectable(regions);
        if (!noise.canaries().isEmpty()) {
            canaries(noise);
        }
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

    private void detectable(List<Report.Region> regions) {
        double[] effects = regions.stream()
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

    void telemetry() {
        if (!report.telemetry().isEmpty()) {
            html.leaf("h2", "What this telemetry cannot show");
            sentences(report.telemetry());
        }
    }

    void settings() {
        DetectionOptions options = report.options();
        html.leaf("h2", "Settings").open("div", "class", "ap-card").open("dl", "class", "ap-settings");
        setting("False alarm rate", Figures.percent(options.falseAlarmRate()) + " a region, corrected for their number");
        setting("Smallest effect worth reporting", Figures.percent(options.minimumEffect()));
        setting("A sample is anomalous", options.paperThreshold()
                ? "above μ + " + Figures.digits(options.threshold()) + "σ of the good runs' errors"
                : "above the " + Figures.percent(options.sampleQuantile()) + " quantile of the good runs' errors");
        setting("Confidence of intervals", Figures.percent(options.confidence()));
        setting("Seed", String.valueOf(options.seed()));
        if (!report.counters().isEmpty()) {
            setting("Counters", report.counters().stream()
                    .map(c -> c.name() + " (" + RegionSection.source(c) + ")")
                    .collect(Collectors.joining(", ")));
        }
        html.close().close();
    }

    private void setting(String name, String value) {
        html.leaf("dt", name).leaf("dd", value);
    }

    void warnings() {
        if (!report.warnings().isEmpty()) {
            html.leaf("h2", "Warnings", "id", WARNINGS);
            sentences(report.warnings());
        }
    }

    private void sentences(List<String> sentences) {
        html.open("div", "class", "ap-card").open("ul", "class", "ap-plain");
        sentences.forEach(sentence -> html.leaf("li", sentence));
        html.close().close();
    }

    /** An ISO instant as people read it; any other text as it is. */
    static String time(String instant) {
        return instant.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d).*Z$", "$1 $2 UTC");
    }
}

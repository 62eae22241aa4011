package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.Interval;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Anomaly;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Histogram;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final double NAN = Double.NaN;

    @Test
    void theVerdictStandsFirstInWords() {
        String page = HtmlReport.page(Samples.every());
        String text = page.substring(page.indexOf("<h1>"), page.indexOf("<h2>"));
        assertThat(text).contains("Regression", "Parser::parse(const char *, size_t)", "2.41×", "more page faults");
        assertThat(text).contains("9 regions: 2 regressions, 1 inconclusive, 1 changed, 1 improvement, 4 unchanged");
    }

    @Test
    void nothingIsLoadedAndNothingRuns() {
        String page = HtmlReport.page(Samples.every());
        assertThat(page)
                .doesNotContainPattern("(?i)<(script|link|iframe|object|embed|img|form|base)\\b")
                .doesNotContainPattern("(?i)\\b(src|srcset|action|style|on[a-z]+)\\s*=")
                .doesNotContainPattern("(?i)(https?:|//[a-z]|url\\(|@import|javascript:)")
                .doesNotContainPattern("href=\"[^#]");
    }

    @Test
    void thePolicyAllowsThePagesOwnStyleSheetByItsHashAndNothingElse() throws Exception {
        String page = HtmlReport.page(Samples.every());
        String css = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "&#39;");
        assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style>"));
    }

    @Test
    void everyColourHasALightAndADarkValue() {
        String page = HtmlReport.page(Samples.every());
        String css = page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
        Matcher used = Pattern.compile("var\\((--ap-[a-z0-9-]+)").matcher(css);
        while (used.find()) {
            String variable = used.group(1);
            if (!List.of("--ap-tone", "--ap-tone-well", "--ap-side").contains(variable)) {
                assertThat(css).containsPattern(variable + ":(var\\(--[a-z-]+,)?light-dark\\(#[0-9a-f]+,#[0-9a-f]+\\)");
            }
        }
        String rules = css.substring(css.indexOf("line-height:1.55;overflow-wrap:anywhere}"));
        assertThat(rules.replaceAll("light-dark\\([^)]*\\)", "")).doesNotContainPattern("(:|,| )#[0-9a-f]{3,6}\\b");
    }

    @Property(tries = 60)
    void noRegionNameYieldsMarkup(@ForAll @StringLength(max = 60) String name) {
        String markup = "<b onclick=\"x\">'" + name + "</bdi><script>&amp;";
        String page = HtmlReport.page(Samples.of(markup, 2));
        assertThat(page).doesNotContain("<script", "<b ", "onclick=\"");
        Matcher cells = Pattern.compile("<bdi class=\"ap-name\">(.*?)</bdi>", Pattern.DOTALL).matcher(page);
        int named = 0;
        while (cells.find()) {
            assertThat(cells.group(1)).doesNotContain("<");
            named += cells.group(1).contains("&lt;b onclick") ? 1 : 0;
        }
        assertThat(named).as("row and section of both regions").isEqualTo(4);
    }

    @Test
    void aNameThatWouldTurnTheTextAroundIsSpelledOutInItsOwnBox() {
        String page = HtmlReport.page(Samples.of("a\u202Eevil\u0007", 1));
        assertThat(page).contains("<bdi class=\"ap-name\">a\\u202Eevil\\u0007</bdi>").doesNotContain("\u202E");
    }

    @Test
    void unchangedRegionsAreClosedAndTheOthersOpen() {
        String page = HtmlReport.page(Samples.every());
        assertThat(page).contains("<section class=\"ap-card ap-region\" id=\"autoperf-region-1\">");
        assertThat(page).contains("<details class=\"ap-card ap-region\" id=\"autoperf-region-6\">").doesNotContain("<details open");
    }

    @Test
    void withSeveralModelsEachHasItsSideItsNoiseAndItsRegions() {
        String page = HtmlReport.page(Samples.byTwoModels());
        String against = "against <bdi class=\"ap-name\">";
        assertThat(page).contains("<h3>Further baseline</h3>", "<bdi class=\"ap-name\">anchor.json</bdi>");
        assertThat(page.split(against + "last.json", -1)).as("row and section of nine regions").hasSize(19);
        String noise = page.substring(page.indexOf("Noise of this machine"));
        assertThat(noise).containsSubsequence(
                "Against <bdi class=\"ap-name\">last.json", "one after the other", "allowed for: 3.1 %",
                "Against <bdi class=\"ap-name\">anchor.json", "alternated run by run", "allowed for: 0.4 %");
        assertThat(page.split("The sides alternated run by run\\.", -1)).as("runs of nine regions").hasSize(10);
    }

    @Test
    void aFragmentIsOneElementThatBringsNoScriptStyleOrForeignId() throws Exception {
        Report report = Samples.every();
        String region = HtmlReport.regionFragment(report, 0);
        assertThat(region).contains("Parser::parse", "Likely cause: more page faults", "<svg");
        assertThat(HtmlReport.regionFragment(report, 6)).as("unchanged").contains("<section", "stage-2");
        assertThat(HtmlReport.noiseFragment(report)).contains("Canaries");
        assertThat(HtmlReport.sidesFragment(report)).contains("main #41", "main #42");
        assertThat(HtmlReport.telemetryFragment(report)).contains("no hardware counters");
        assertThat(HtmlReport.settingsFragment(report)).contains("False alarm rate");
        assertThat(HtmlReport.warningsFragment(report)).contains("exit code 1");
        for (String fragment : List.of(
                region,
                HtmlReport.regionFragment(report, 6),
                HtmlReport.noiseFragment(report),
                HtmlReport.sidesFragment(report),
                HtmlReport.telemetryFragment(report),
                HtmlReport.settingsFragment(report),
                HtmlReport.warningsFragment(report))) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(fragment)));
            assertThat(fragment)
                    .startsWith("<div class=\"autoperf\">")
                    .doesNotContainPattern("(?i)<(script|style|link|html|body)\\b")
                    .doesNotContainPattern("(?i)\\s(style|on[a-z]+)=")
                    .doesNotContainPattern("\\sid=\"(?!autoperf-)")
                    .doesNotContainPattern("class=\"(?!autoperf\"|ap-|[em]\")");
        }
    }

    @Test
    void aRegionFarDownTheReportHasItsChartsOnItsOwnPage() {
        assertThat(HtmlReport.regionFragment(Samples.of("deep", 200), 150)).contains("<svg");
    }

    @Test
    void theStyleSheetForJenkinsTouchesNothingOutsideOfItsRoot() throws Exception {
        String css;
        try (InputStream in = HtmlReport.class.getResourceAsStream("autoperf.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String rules = css.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("@media[^{]*\\{", "").replaceAll(":is\\([^)]*\\)", ":is");
        Matcher selectors = Pattern.compile("([^{}]+)\\{[^{}]*}").matcher(rules);
        while (selectors.find()) {
            assertThat(selectors.group(1).strip().replaceFirst("^}", "").split(","))
                    .allSatisfy(selector -> assertThat(selector.strip())
                            .matches("(:root\\[data-theme=[a-z-]+] )?\\.autoperf( .*)?"));
        }
    }

    @Test
    void eachChartTellsInWordsWhatItShows() {
        String page = HtmlReport.page(Samples.every());
        Matcher charts = Pattern.compile("<svg [^>]*role=\"img\"[^>]*><title>([^<]+)</title><desc>([^<]+)</desc>")
                .matcher(page);
        assertThat(charts.results().count()).isEqualTo(27);
        assertThat(page).contains("Threshold 2.30. Median: baseline");
    }

    @Test
    void aReportWithNothingButUnknownFiguresIsStillAPage() {
        CounterChange unknown = new CounterChange(
                Samples.CPU, NAN, NAN, NAN, new Interval(NAN, NAN), NAN, NAN, NAN);
        RegionVerdict verdict = new RegionVerdict(
                "new",
                Verdict.INCONCLUSIVE,
                "The baseline does not know it.",
                -1,
                NAN,
                0,
                0,
                new Anomaly(NAN, NAN, NAN, NAN, NAN, NAN),
                List.of(),
                List.of(unknown),
                new Histogram(new double[] {0, 1}, new double[1], new double[1]));
        String page = HtmlReport.page(Samples.report(
                Verdict.INCONCLUSIVE, List.of(new Report.Region(verdict, Diagnosis.NONE, ""))));
        assertThat(page).contains("There are no samples to show.", "There are no counters to compare.");
        assertThat(page).doesNotContain("NaN", "Infinity");
    }

    @Test
    void aReportWithoutRegionsSaysSo() {
        assertThat(HtmlReport.page(Samples.report(Verdict.UNCHANGED, List.of()))).contains("No region was compared.");
    }

    @Test
    void fiftyRegionsStayUnderTwoMegabytesAndManyMoreUnderFour() {
        assertThat(HtmlReport.page(Samples.of("some::region", 50)).length()).isLessThan(2_000_000);
        assertThat(HtmlReport.page(Samples.of("some::region", 200)).length()).isLessThan(4_000_000);
    }

    @Test
    void aPageThatCannotBeWrittenSaysWhatToDo(@TempDir Path folder) {
        assertThatThrownBy(() -> HtmlReport.write(Samples.every(), folder.resolve("none").resolve("index.html")))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("Cannot write the page");
    }
}

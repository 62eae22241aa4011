package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.Samples;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The trend of a job. */
@WithJenkins
class JobPagesTest {
    private static JenkinsRule jenkins;
    private FreeStyleProject job;
    private WebClient browser;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void end() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void aJob() throws Exception {
        job = jenkins.createFreeStyleProject();
        browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
    }

    private FreeStyleBuild good(String name) throws Exception {
        return Prepared.build(jenkins, job, report(Verdict.UNCHANGED, name, 1));
    }

    private static Report report(Verdict verdict, String name, double ratio) {
        return Samples.report(verdict, List.of(Samples.region(name, verdict, ratio, Diagnosis.NONE)));
    }

    private HtmlPage page(String address) throws Exception {
        return (HtmlPage) browser.goTo("job/" + job.getName() + "/" + address);
    }

    private static String text(HtmlPage page) {
        return page.getBody().getTextContent().replaceAll("\\s+", " ");
    }

    @Test
    void itsPageDrawsTheLastBuildsWithLinksToThem() throws Exception {
        good("parse");
        FreeStyleBuild bad = Prepared.build(jenkins, job, report(Verdict.REGRESSION, "parse", 3));

        HtmlPage trend = page("autoperf/");

        assertThat(trend.getByXPath("//*[contains(@class, 'ap-chart ') or @class='ap-chart']")).hasSize(2);
        assertThat(text(trend)).contains("▲ Regression").contains("= Unchanged").contains("“parse” became dearer");
        assertThat(trend.getByXPath("//*[contains(@class, 'ap-chart')]//*[local-name()='a']/@href").toString()).contains("../2/autoperf/");
        HtmlPage build = trend.getAnchorByHref("../2/autoperf/").click();
        assertThat(build.getTitleText()).contains(bad.getFullDisplayName());
        for (String chart : List.of("verdictsGraph", "trendGraph")) {
            for (String theme : List.of("", "?theme=dark")) {
                assertThat(browser.goTo("job/" + job.getName() + "/autoperf/" + chart + "/png" + theme, "image/png")
                                .getWebResponse()
                                .getContentLength())
                        .isGreaterThan(1000);
            }
        }
    }

    @Test
    void theJobsOwnPageGetsItsTrendAfterwards() throws Exception {
        good("parse");
        browser.getOptions().setJavaScriptEnabled(true);
        HtmlPage main = page("");
        browser.waitForBackgroundJavaScript(10_000);
        assertThat(main.querySelectorAll(".autoperf-trend svg").size()).isEqualTo(2);
        assertThat(main.querySelectorAll(".autoperf-trend a").toString()).doesNotContain("../");
    }

    @Test
    void namesAreTextInTheTrendToo() throws Exception {
        good("<script>document.title='owned'</script>\u202E\u0000" + "x".repeat(100_000));
        for (String address : List.of("autoperf/", "autoperf/trend")) {
            String html = page(address).getWebResponse().getContentAsString();
            assertThat(html).doesNotContain("<script>document").doesNotContain("\u202E").doesNotContain("\u0000");
            assertThat(html.length()).isLessThan(100_000);
        }
        assertThat(Files.size(ResultFolder.of(job.getLastBuild(), "").trend())).isLessThan(1000);
        assertThat(browser.goTo("job/" + job.getName() + "/autoperf/api/xml", "application/xml").getWebResponse().getStatusCode()).isEqualTo(200);
    }

    @Test
    void programsReadTheTrend() throws Exception {
        good("parse");
        JSONObject trend = browser.getJSON("job/" + job.getName() + "/autoperf/api/json").getJSONObject();
        JSONObject build = trend.getJSONArray("builds").getJSONObject(0);
        assertThat(build.getInt("number")).isEqualTo(1);
        assertThat(build.getString("url")).isEqualTo("job/" + job.getName() + "/1/autoperf/");
        JSONArray costs = build.getJSONArray("costs");
        assertThat(costs.getJSONObject(0).getString("region")).isEqualTo("parse");
        assertThat(costs.getJSONObject(0).getDouble("cost")).isBetween(4e6, 5e6);
        assertThat(costs.getJSONObject(0).getString("unit")).isEqualTo("ns");
    }

    @Test
    void aStepThatLastsIsToldWithTheBuildItBeganIn() throws Exception {
        for (int b = 1; b <= 12; b++) {
            Prepared.build(jenkins, job, report(Verdict.UNCHANGED, "<i>parse</i>", b < 8 ? 1 : 1.12));
        }
        HtmlPage trend = page("autoperf/");
        assertThat(text(trend)).contains("Steps in the history", "▲ #8 “<i>parse</i>” costs 1.1").doesNotContain("#9 “");
        assertThat(trend.getAnchorByHref("../8/autoperf/").click().getWebResponse().getStatusCode()).isEqualTo(200);
        JSONArray steps = browser.getJSON("job/" + job.getName() + "/autoperf/api/json").getJSONObject().getJSONArray("steps");
        assertThat(steps.size()).isEqualTo(1);
        assertThat(steps.getJSONObject(0).getInt("number")).isEqualTo(8);
        assertThat(steps.getJSONObject(0).getDouble("ratio")).isBetween(1.05, 1.2);
    }

    @Test
    void withoutAStepNothingIsSaidOfThem() throws Exception {
        for (int b = 1; b <= 8; b++) {
            good("parse");
        }
        assertThat(text(page("autoperf/"))).doesNotContain("Steps in the history");
    }

    @Test
    void aBuildKeepsNoMoreRegionsForTheTrendThanAChartCanUse() throws Exception {
        Report report = Samples.report(
                Verdict.UNCHANGED,
                IntStream.range(0, 1000)
                        .mapToObj(r -> Samples.region("r" + r, Verdict.UNCHANGED, r == 0 ? Double.NaN : 1, Diagnosis.NONE))
                        .toList());
        FreeStyleBuild build = Prepared.build(jenkins, job, report);
        TrendFile trend = TrendFile.read(ResultFolder.of(build, "").trend());
        assertThat(trend.costs()).hasSize(TrendFile.MOST_REGIONS).doesNotContainKey("r0").containsKey("r1");
        assertThat(trend.measure()).isEqualTo("WALL_TIME");
    }

    @Test
    void aDamagedPointIsLeftOut() throws Exception {
        FreeStyleBuild build = good("parse");
        for (String content : List.of("", "{", "{}", "null", "[]", "{\"format\":2,\"measure\":\"x\",\"unit\":\"\",\"costs\":{}}",
                "{\"format\":1,\"measure\":\"WALL_TIME\",\"unit\":\"ns\",\"costs\":{\"parse\":null}}")) {
            Files.writeString(ResultFolder.of(build, "").trend(), content);
            job._getRuns().purgeCache();
            assertThat(page("autoperf/").getWebResponse().getStatusCode()).as(content).isEqualTo(200);
            assertThat(text(page("autoperf/"))).contains("Unchanged");
        }
    }

    /** However many builds there are: build 1 is never loaded, and no report is. */
    @Test
    void aLongHistoryIsNotReadWhole() throws Exception {
        for (int b = 1; b <= Trend.MOST_BUILDS + 5; b++) {
            good("parse");
        }
        Files.delete(ResultFolder.of(job.getLastBuild(), "").report());
        job._getRuns().purgeCache();

        assertThat(page("autoperf/").querySelectorAll(".autoperf-builds tbody tr").size()).isEqualTo(Trend.MOST_BUILDS);
        assertThat(job._getRuns().getLoadedBuilds()).hasSizeLessThanOrEqualTo(Trend.MOST_BUILDS + 2).doesNotContainKey(1);
    }
}

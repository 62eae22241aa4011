package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.Samples;
import java.net.URL;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a user sees of a build's measurement, and may do with it. */
@WithJenkins
class BuildPagesTest {
    private static JenkinsRule jenkins;
    private FreeStyleProject job;
    private WebClient browser;

    @BeforeAll
    static void twoKindsOfUsers(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Run.UPDATE)
                .everywhere()
                .to("developer"));
    }

    @AfterAll
    static void end() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void aJob() throws Exception {
        job = jenkins.createFreeStyleProject();
        browser = as("reader");
    }

    private WebClient as(String user) throws Exception {
        WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
        client.getOptions().setJavaScriptEnabled(user.equals("developer"));
        return client;
    }

    private FreeStyleBuild good() throws Exception {
        return Prepared.build(
                jenkins, job, Samples.report(Verdict.UNCHANGED, List.of(Samples.region("a", Verdict.UNCHANGED, 1, Diagnosis.NONE))));
    }

    private FreeStyleBuild bad() throws Exception {
        return Prepared.build(jenkins, job, Samples.every());
    }

    /** The build as it is on disk. */
    private FreeStyleBuild reloaded(FreeStyleBuild build) {
        job._getRuns().purgeCache();
        return job.getBuildByNumber(build.getNumber());
    }

    private static Report of(List<Report.Region> regions) {
        return Samples.report(Verdict.REGRESSION, regions);
    }

    private static String text(HtmlPage page) {
        return page.getElementById("main-panel").getTextContent().replaceAll("\\s+", " ");
    }

    @Test
    void theBuildsPageSaysTheVerdictTheBaselineAndLinksToTheReport() throws Exception {
        good();
        FreeStyleBuild build = bad();

        HtmlPage page = browser.getPage(build);

        assertThat(text(page))
                .contains("▲ Regression")
                .contains("“Parser::parse(const char *, size_t)” became dearer: 2.41× the wall time")
                .contains("Compared with " + job.getName() + " #1, the last good build");
        HtmlPage report = page.getAnchorByHref("autoperf/").click();
        assertThat(text(report)).contains("queue.push").contains("more page faults");
        assertThat(((HtmlPage) report.getAnchorByHref(jenkins.contextPath + "/job/" + job.getName() + "/1/").click()).getTitleText())
                .contains(job.getName() + " #1");
    }

    @Test
    void aRegionsPageHasItsCauseItsChartsAndItsCounters() throws Exception {
        FreeStyleBuild build = bad();
        HtmlPage page = browser.getPage(build, "autoperf/region/1/");

        assertThat(text(page))
                .contains("Parser::parse(const char *, size_t)")
                .contains("Likely cause: more page faults")
                .contains("minor_faults");
        assertThat(page.getByXPath("//*[contains(@class, 'ap-chart ') or @class='ap-chart']")).hasSize(3);
        assertThat(text(page.getAnchorByHref("../2/").click())).contains("queue.push");
        for (String chart : List.of("errorsGraph", "countersGraph", "runsGraph")) {
            for (String theme : List.of("", "?theme=dark&scale=2")) {
                assertThat(browser.goTo(build.getUrl() + "autoperf/region/1/" + chart + "/png" + theme, "image/png")
                                .getWebResponse()
                                .getContentLength())
                        .isGreaterThan(2000);
            }
        }
    }

    @Test
    void aRegionHasANumberAndNothingElseForAnAddress() throws Exception {
        FreeStyleBuild build = bad();
        for (String address : List.of("0", "10", "-1", "1e0", "99999999999", "a", "..%2F1", "")) {
            assertThat(status(build, "autoperf/region/" + address + "/")).as(address).isEqualTo(404);
        }
    }

    private int status(FreeStyleBuild build, String address) throws Exception {
        return browser.getPage(build, address).getWebResponse().getStatusCode();
    }

    @Test
    void namesAreTextWhateverTheyHold() throws Exception {
        String hostile = "<script>document.title='owned'</script>\"'&\u202Egnp.exe\u0000\u0007";
        FreeStyleBuild build = Prepared.build(
                jenkins,
                job,
                of(List.of(
                        Samples.region(hostile, Verdict.REGRESSION, 2, Samples.faults()),
                        Samples.region("x".repeat(100_000), Verdict.REGRESSION, Double.NaN, Diagnosis.NONE))));

        for (String address : List.of("", "autoperf/", "autoperf/region/1/", "autoperf/region/2/")) {
            HtmlPage page = browser.getPage(build, address);
            assertThat(page.getTitleText()).as(address).doesNotContain("owned\"");
            assertThat(page.getByXPath("//script[contains(text(), 'owned')]")).isEmpty();
            assertThat(page.getWebResponse().getContentAsString())
                    .doesNotContain("<script>document")
                    .doesNotContain("\u202E")
                    .doesNotContain("\u0000");
        }
        assertThat(browser.getPage(build, "autoperf/").getWebResponse().getContentLength()).isLessThan(100_000);
        assertThat(text(browser.getPage(build, "autoperf/"))).contains("gnp.exe").contains("\\u202E");
        assertThat(AutoPerfAction.of(reloaded(build), "").getRegressions()).isEqualTo(2);
    }

    @Test
    void tenThousandRegionsComeInPages() throws Exception {
        FreeStyleBuild build = Prepared.build(
                jenkins,
                job,
                of(IntStream.range(0, 10_000)
                        .mapToObj(r -> Samples.region("region-" + r, Verdict.UNCHANGED, 1, Diagnosis.NONE))
                        .toList()));

        HtmlPage first = browser.getPage(build, "autoperf/");
        assertThat(text(first)).contains("1 to 200 of 10,000").contains("region-199").doesNotContain("region-200");
        HtmlPage second = first.getAnchorByText("Next").click();
        assertThat(text(second)).contains("201 to 400").contains("region-200").doesNotContain("region-199 ");
        for (String page : List.of("50", "51", "999999")) {
            assertThat(text(browser.getPage(build, "autoperf/?page=" + page))).as(page).contains("region-9999");
        }
        for (String page : List.of("0", "-1", "x", "99999999999")) {
            assertThat(text(browser.getPage(build, "autoperf/?page=" + page))).as(page).contains("1 to 200");
        }
    }

    @Test
    void aDamagedOrMissingReportIsSaidInASentence() throws Exception {
        FreeStyleBuild build = bad();
        ResultFolder folder = ResultFolder.of(build, "");
        Files.writeString(folder.report(), "no report");
        build = reloaded(build);
        HtmlPage damaged = browser.getPage(build, "autoperf/");
        assertThat(damaged.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(text(damaged)).contains("is damaged and cannot be shown").contains("2.41×").doesNotContain("Exception");
        assertThat(status(build, "autoperf/report.json")).isEqualTo(404);
        assertThat(status(build, "autoperf/report.html")).isEqualTo(404);
        assertThat(status(build, "autoperf/region/1/")).isEqualTo(404);

        Files.delete(folder.report());
        build = reloaded(build);
        assertThat(text(browser.getPage(build, "autoperf/"))).contains("was deleted").contains("2.41×");
    }

    @Test
    void theReportCanBeDownloadedWhole() throws Exception {
        FreeStyleBuild build = bad();
        Page json = browser.goTo(build.getUrl() + "autoperf/report.json", "application/json");
        assertThat(json.getWebResponse().getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"autoperf-1.json\"");
        assertThat(JSONObject.fromObject(json.getWebResponse().getContentAsString()).getJSONArray("regions").size())
                .isEqualTo(9);

        Page html = browser.goTo(build.getUrl() + "autoperf/report.html", "text/html");
        assertThat(html.getWebResponse().getResponseHeaderValue("Content-Disposition")).startsWith("attachment;");
        assertThat(html.getWebResponse().getContentAsString()).startsWith("<!DOCTYPE html>").contains("queue.push");
    }

    @Test
    void programsReadTheSameFigures() throws Exception {
        good();
        FreeStyleBuild build = Prepared.build(
                jenkins,
                job,
                of(List.of(
                        Samples.region("<b>\u0001", Verdict.REGRESSION, 2.5, Samples.faults()),
                        Samples.region("b", Verdict.INCONCLUSIVE, Double.NaN, Diagnosis.NONE))));

        JSONObject inBuild = browser.getJSON(build.getUrl() + "api/json").getJSONObject().getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(a -> a.optString("_class").equals(AutoPerfAction.class.getName()))
                .findFirst()
                .orElseThrow();
        assertThat(inBuild.getString("verdict")).isEqualTo("REGRESSION");
        assertThat(inBuild.getString("baseline")).isEqualTo(job.getName() + " #1");
        assertThat(inBuild.has("regions")).as("no report is read for a build").isFalse();

        JSONArray regions =
                browser.getJSON(build.getUrl() + "autoperf/api/json").getJSONObject().getJSONArray("regions");
        JSONObject first = regions.getJSONObject(0);
        assertThat(first.getString("name")).isEqualTo("<b>\u0001");
        assertThat(first.getDouble("ratio")).isEqualTo(2.5);
        assertThat(first.getString("cause")).isEqualTo("more page faults");
        assertThat(first.getJSONArray("counters").getJSONObject(0).getString("name")).isEqualTo("minor_faults");
        assertThat(regions.getJSONObject(1).get("ratio")).as("NaN").hasToString("null");
        assertThat(browser.goTo(build.getUrl() + "autoperf/api/xml", "application/xml").getWebResponse().getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void thoseWhoMayUpdateTheBuildPinItAndUnpinIt() throws Exception {
        good();
        FreeStyleBuild build = bad();
        browser = as("developer");

        HtmlPage page = browser.getPage(build, "autoperf/");
        HtmlForm pin = page.getFormByName("pin");
        pin.getInputByName("reason").setValue("the release <1.0>");
        page = jenkins.submit(pin);

        assertThat(text(page)).contains("Pinned as the baseline by developer").contains("the release <1.0>");
        assertThat(text(browser.getPage(build))).contains("Pinned as the baseline by developer");
        Baselines.Choice choice = baselineOfTheNext();
        assertThat(choice.name()).isEqualTo(job.getName() + " #2");
        assertThat(choice.explanation()).contains("developer pinned");

        jenkins.submit(((HtmlPage) browser.getPage(build, "autoperf/")).getFormByName("unpin"));
        assertThat(baselineOfTheNext().name()).isEqualTo(job.getName() + " #1");
    }

    private Baselines.Choice baselineOfTheNext() throws Exception {
        FreeStyleBuild next = good();
        AutoPerfAction action = AutoPerfAction.of(next, "");
        next.delete();
        return new Baselines.Choice(action.getBaseline(), action.getBaselineBuild(), action.getBaselineReason(), null);
    }

    @Test
    void aRegressionIsAcceptedAsTheNewNormalAndThatIsWithdrawn() throws Exception {
        good();
        FreeStyleBuild build = bad();
        browser = as("developer");

        HtmlPage page = browser.getPage(build, "autoperf/");
        HtmlForm accept = page.getFormByName("accept");
        accept.getInputByName("reason").setValue("needed for Unicode");
        page = jenkins.submit(accept);

        assertThat(text(page)).contains("Accepted as the new normal by developer").contains("needed for Unicode");
        assertThat(baselineOfTheNext().name()).isEqualTo(job.getName() + " #2");
        assertThat(AutoPerfAction.of(reloaded(build), "").getAccepted().getWhy()).isEqualTo("needed for Unicode");

        jenkins.submit(((HtmlPage) browser.getPage(build, "autoperf/")).getFormByName("withdraw"));
        assertThat(baselineOfTheNext().name()).isEqualTo(job.getName() + " #1");
    }

    @Test
    void othersDecideNothing() throws Exception {
        FreeStyleBuild build = bad();
        assertThat(((HtmlPage) browser.getPage(build, "autoperf/")).getForms())
                .noneMatch(form -> form.getActionAttribute().startsWith("decisions/"));
        for (String decision : List.of("pin?reason=x", "unpin", "accept?reason=x", "withdraw")) {
            URL url = browser.createCrumbedUrl(build.getUrl() + "autoperf/decisions/" + decision);
            assertThat(browser.getPage(new WebRequest(url, HttpMethod.POST)).getWebResponse().getStatusCode())
                    .as("POST " + decision)
                    .isEqualTo(403);
        }
        browser = as("developer");
        for (String decision : List.of("pin?reason=x", "unpin", "accept?reason=x", "withdraw")) {
            assertThat(status(build, "autoperf/decisions/" + decision)).as("GET " + decision).isEqualTo(405);
        }
        URL noReason = browser.createCrumbedUrl(build.getUrl() + "autoperf/decisions/pin");
        assertThat(browser.getPage(new WebRequest(noReason, HttpMethod.POST)).getWebResponse().getContentAsString())
                .contains("Give a reason");
        assertThat(new Pins(job, "").get()).isEmpty();
        assertThat(AutoPerfAction.of(build, "").getAccepted()).isNull();
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
    }
}

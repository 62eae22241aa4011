package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.verb.POST;

/** What a user fills in: the step's form, the same in a freestyle job and in the snippet generator, and the global defaults. */
@WithJenkins
class FormsTest {
    private static final List<String> FIELDS = List.of(
            "workload", "since", "build", "counters", "runs", "warmUp", "timeout", "confirm", "falseAlarmRate", "minimumEffect", "threshold",
            "clusters", "baseline", "history", "onRegression", "onInconclusive", "id");

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    /** Every field, with the values that a form loses most easily: zero, false and what is the default anyway. */
    private static AutoPerfStep withEverything() {
        AutoPerfStep step = new AutoPerfStep("make bench\n./bench --size 1000 \\\n  | tail");
        step.setSince("origin/main");
        step.setBuild("make \\\n  bench");
        step.setCounters("wall_ns, cpu_ns");
        step.setRuns(20);
        step.setWarmUp(0);
        step.setTimeout("90s");
        step.setThreshold(2.5);
        step.setFalseAlarmRate(0.05);
        step.setMinimumEffect(0.0);
        step.setClusters(0);
        step.setBaseline("17");
        step.setHistory(1);
        step.setConfirm(false);
        step.setOnRegression(Gate.FAILURE);
        step.setOnInconclusive(Gate.NOTHING);
        step.setId("parser");
        return step;
    }

    private static Map<String, ?> settings(AutoPerfStep step) {
        return DescribableModel.of(AutoPerfStep.class).uninstantiate2(step).getArguments();
    }

    @Test
    void aFreestyleStepSurvivesItsFormWholeAndWhatIsLeftEmptyStaysOut() throws Exception {
        AutoPerfStep measuredAgain = withEverything();
        measuredAgain.setConfirm(true);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (AutoPerfStep step : List.of(withEverything(), measuredAgain, new AutoPerfStep("./bench"))) {
            job.getBuildersList().add(new AutoPerfBuilder(step));
        }

        job = jenkins.configRoundtrip(job);

        List<Map<String, ?>> steps = job.getBuildersList().getAll(AutoPerfBuilder.class).stream()
                .<Map<String, ?>>map(b -> settings(b.getStep()))
                .toList();
        assertThat(steps.get(0)).containsOnlyKeys(FIELDS).isEqualTo(settings(withEverything()));
        assertThat(steps.get(1)).isEqualTo(settings(measuredAgain));
        assertThat(steps.get(2)).isEqualTo(Map.of("workload", "./bench"));
    }

    @Test
    void theSnippetHasWhatWasFilledInAndNoMoreAndEveryFieldHasHelp() throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("stapler-class", AutoPerfStep.class.getName());
        FIELDS.forEach(field -> form.put(field, ""));
        form.put("workload", "./bench --name \"it's\"");
        assertThat(snippet(browser, form)).isEqualTo("autoperf './bench --name \"it\\'s\"'");

        form.putAll(Map.of("runs", "20", "confirm", "false", "onRegression", "FAILURE", "falseAlarmRate", "0.001"));
        assertThat(snippet(browser, form))
                .startsWith("autoperf ")
                .contains("runs: 20", "confirm: false", "onRegression: 'FAILURE'", "falseAlarmRate: 0.001", "workload: ")
                .doesNotContain("id:", "threshold", "onInconclusive", "null");
        assertThat(Snippetizer.object2Groovy(new AutoPerfStep("./bench"))).isEqualTo("autoperf './bench'");

        for (String field : FIELDS) {
            String help = "descriptor/" + AutoPerfStep.class.getName() + "/help/" + field;
            assertThat(browser.goTo(help, "text/html").getWebResponse().getContentAsString()).hasSizeGreaterThan(40);
        }
    }

    private String snippet(JenkinsRule.WebClient browser, Map<String, String> form) throws Exception {
        return post(browser, "pipeline-syntax/generateSnippet", "json", JSONObject.fromObject(form).toString());
    }

    @Test
    void theGlobalDefaultsAreCheckedAndSavedAndFillWhatAStepLeavesOut() throws Exception {
        AutoPerfConfiguration global = AutoPerfConfiguration.get();
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        form.getInputByName("_.counters").setValue("software");
        form.getInputByName("_.runs").setValue("");
        form.getInputByName("_.warmUp").setValue("0");
        form.getInputByName("_.falseAlarmRate").setValue("0.002");
        form.getInputByName("_.confirm").setChecked(false);
        form.getSelectByName("onInconclusive").setSelectedAttribute("UNSTABLE", true);
        assertThat(form.getPage().getWebResponse().getContentAsString())
                .contains("/descriptor/" + AutoPerfStep.class.getName() + "/help/confirm");
        jenkins.submit(form);

        AutoPerfConfiguration afterRestart = new AutoPerfConfiguration();
        Settings settings = afterRestart.complete(new AutoPerfStep("./bench"));
        assertThat(settings)
                .isEqualTo(global.complete(new AutoPerfStep("./bench")))
                .isEqualTo(new Settings(
                        "", "", "", "./bench", "software", 10, 0, "10m", null, 0.002, 0.05, 0, "previousSuccessful", 5, false,
                        Gate.UNSTABLE, Gate.UNSTABLE));
        assertThat(afterRestart.complete(withEverything())).extracting(Settings::confirm, Settings::runs).containsExactly(false, 20);

        jenkins.submit(jenkins.createWebClient().goTo("configure").getFormByName("config"));
        assertThat(global.complete(new AutoPerfStep("./bench"))).isEqualTo(settings);
        HtmlForm wrong = jenkins.createWebClient().goTo("configure").getFormByName("config");
        wrong.getInputByName("_.falseAlarmRate").setValue("0.7");
        assertThatThrownBy(() -> jenkins.submit(wrong))
                .isInstanceOfSatisfying(FailingHttpStatusCodeException.class, e -> assertThat(
                                e.getResponse().getContentAsString())
                        .contains("falseAlarmRate is 0.7; it must lie between 0.000001 and 0.499.")
                        .doesNotContain("\tat "));
        assertThat(global.complete(new AutoPerfStep("./bench"))).isEqualTo(settings);

        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new AutoPerfBuilder(new AutoPerfStep("./bench")));
        HtmlForm step = jenkins.createWebClient().getPage(job, "configure").getFormByName("config");
        assertThat(step.getInputByName("_.falseAlarmRate").getPlaceholder()).isEqualTo("0.002");
        assertThat(step.getSelectByName("_.onInconclusive").getOption(0).getText())
                .isEqualTo("as in the global configuration: mark the build unstable");
        assertThat(step.getSelectByName("_.confirm").getOption(0).getText()).isEqualTo("as in the global configuration: no");
    }

    @Test
    void aFieldIsCheckedForWhoMayConfigureTheJobAndByPostAlone() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("bench");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE).everywhere().to("developer")
                .grant(Jenkins.ADMINISTER).everywhere().to("admin"));
        String[][] cases = {
            // Field, a good value, a bad one, what is said of it; the second to the eighth are global too.
            {"Workload", "./bench", " ", "There is no workload."},
            {"Counters", "wall_ns, cpu_ns", "<b>", "&lt;b&gt; names no counters."},
            {"Runs", "10000", "10001", "runs is 10001; it must lie between 1 and 10000."},
            {"WarmUp", "0", "-1", "warmUp is -1;"},
            {"Timeout", "90s", "1 day", "is no duration."},
            {"FalseAlarmRate", ".05", "0", "between 0.000001 and 0.499."},
            {"MinimumEffect", "0", "1e1", "minimumEffect is 1e1;"},
            {"History", "50", "99999999999", "history is 99999999999;"},
            {"Threshold", "3", "NaN", "threshold is NaN;"},
            {"Clusters", "64", "1.5", "clusters is 1.5;"},
            {"Baseline", "targetBranch", "0", "0 is no baseline."},
            {"Id", "parser-2", "../..", "../.. is no id."},
        };
        AutoPerfStep.DescriptorImpl form = jenkins.jenkins.getDescriptorByType(AutoPerfStep.DescriptorImpl.class);
        for (String[] c : cases) {
            assertThat(check("developer", form, c[0], job, c[1])).as("%s %s", c[0], c[1]).isEqualTo("OK: <div/>");
            assertThat(check("developer", form, c[0], job, c[2])).as("%s %s", c[0], c[2]).startsWith("ERROR").contains(c[3]);
            assertThat(check("reader", form, c[0], job, c[2])).isEqualTo("OK: <div/>");
            if (!c[0].equals("Workload")) {
                assertThat(check("developer", form, c[0], job, "")).isEqualTo("OK: <div/>");
            }
        }
        for (String since : List.of("previousSuccessful", "origin/main", "v1.0~2")) {
            assertThat(together("developer", form, "Since", job, since, "make")).isEqualTo("OK: <div/>");
        }
        assertThat(together("developer", form, "Since", job, "--help", "make")).startsWith("ERROR").contains("--help is no commit.");
        assertThat(together("developer", form, "Since", job, " ", "make")).startsWith("ERROR").contains("without &#039;since&#039;");
        assertThat(together("developer", form, "Build", job, " ", "main")).startsWith("ERROR").contains("without &#039;build&#039;");
        for (String field : List.of("Since", "Build")) {
            assertThat(together("developer", form, field, job, "", " ")).isEqualTo("OK: <div/>");
            assertThat(together("reader", form, field, job, "", "main")).isEqualTo("OK: <div/>");
        }
        assertThat(check("developer", form, "Runs", job, "4")).startsWith("WARNING").contains("fewer than five runs");
        assertThat(check("reader", form, "Runs", job, "4")).isEqualTo("OK: <div/>");
        for (String[] c : List.of(cases).subList(1, 8)) {
            assertThat(check("admin", AutoPerfConfiguration.get(), c[0], null, c[2])).startsWith("ERROR").contains(c[3]);
            assertThat(check("developer", AutoPerfConfiguration.get(), c[0], null, c[2])).isEqualTo("OK: <div/>");
        }

        assertThat(Stream.of(AutoPerfStep.DescriptorImpl.class, AutoPerfConfiguration.class)
                        .flatMap(c -> Stream.of(c.getMethods()))
                        .filter(m -> m.getName().matches("do(Check|Fill)[A-Z].*")))
                .hasSize(14 + 5 + 7)
                .allMatch(m -> m.isAnnotationPresent(POST.class));
        JenkinsRule.WebClient developer = jenkins.createWebClient().login("developer");
        String onJob = job.getUrl() + "descriptorByName/" + AutoPerfStep.class.getName();
        assertThat(post(developer, onJob + "/checkRuns", "value", "0")).contains("runs is 0;");
        assertThat(post(developer, onJob + "/checkId", "value", "..")).contains(".. is no id.");
        assertThat(post(developer, onJob + "/fillConfirmItems", "value", "")).contains("as in the global configuration: yes");
        developer.assertFails(onJob + "/checkRuns?value=0", HttpURLConnection.HTTP_NOT_FOUND);
        developer.assertFails(onJob + "/checkId?value=..", HttpURLConnection.HTTP_NOT_FOUND);
    }

    private static String check(String user, Object descriptor, String field, Item item, String value) throws Exception {
        try (ACLContext ignored = ACL.as(User.getById(user, true))) {
            Method method = descriptor.getClass().getMethod("doCheck" + field, Item.class, String.class);
            FormValidation said = (FormValidation) method.invoke(descriptor, item, value);
            return said.kind + ": " + said.renderHtml();
        }
    }

    /** The check of {@code since} or {@code build}, each of which needs the other. */
    private static String together(String user, Object descriptor, String field, Item item, String value, String other)
            throws Exception {
        try (ACLContext ignored = ACL.as(User.getById(user, true))) {
            Method method = descriptor.getClass().getMethod("doCheck" + field, Item.class, String.class, String.class);
            FormValidation said = (FormValidation) method.invoke(descriptor, item, value, other);
            return said.kind + ": " + said.renderHtml();
        }
    }

    private String post(JenkinsRule.WebClient browser, String path, String name, String value) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        request.setCharset(StandardCharsets.UTF_8);
        request.setRequestParameters(List.of(new NameValuePair(name, value)));
        return browser.getPage(browser.addCrumb(request)).getWebResponse().getContentAsString().strip();
    }
}

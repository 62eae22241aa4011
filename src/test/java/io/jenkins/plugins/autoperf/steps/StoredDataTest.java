package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** What version 0.1 stored, as later versions must be able to read it. Never change those files: add others. */
@WithJenkins
class StoredDataTest {
    @Test
    @LocalData
    void aBuildOfVersion01IsShownAsItWas(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("bench", FreeStyleProject.class);
        FreeStyleBuild build = job.getBuildByNumber(14);
        AutoPerfAction action = AutoPerfAction.of(build, "");

        assertThat(action.getVerdict()).isEqualTo("REGRESSION");
        assertThat(action.getRegressions()).isEqualTo(2);
        assertThat(action.getBaseline()).isEqualTo("bench #12");
        assertThat(action.getAccepted().getUser()).isEqualTo("ada");
        assertThat(action.getAccepted().getWhy()).isEqualTo("agreed in the review");
        assertThat(action.trend().costs()).hasSize(8).containsKey("queue.push");
        assertThat(action.getRegionRows()).hasSize(8);

        Pins.Pin pin = new Pins(job, "").get().orElseThrow();
        assertThat(pin.build()).isEqualTo(12);
        assertThat(pin.who().getWhy()).isEqualTo("release 1.0");

        HtmlPage page = jenkins.createWebClient().getPage(build, "autoperf/");
        assertThat(page.getBody().getTextContent())
                .contains("Compared with bench #12")
                .contains("Accepted as the new normal by ada")
                .contains("Build #12 is pinned as the baseline");
    }
}

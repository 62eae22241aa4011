package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.AvailabilityFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of a node that says what can be counted there. */
@WithJenkins
class NodeCountersTest {
    private static final String BUILT_IN = "computer/(built-in)/autoperf/";

    @TempDir
    Path folder;

    private void found(String hint) throws IOException, InterruptedException {
        AvailabilityFile.write(folder.resolve(NodeCountersFile.NAME), new Availability(
                List.of(), 0, new Availability.Facts("Linux amd64", 2, false, "KVM", "7.0.0", List.of()), List.of(hint)));
        NodeCountersFile.keep(new FilePath(folder.toFile()));
    }

    @Test
    void aMeasurementOnAnAgentShowsWhatItCanCountUntilTheAgentIsGone(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        String address = agent.toComputer().getUrl() + "autoperf/";
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        assertThat(browser.goTo(address).asNormalizedText()).contains("measured nothing on this node yet");

        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        AutoPerfStep step = new AutoPerfStep(Workload.line("good"));
        step.setRuns(1);
        step.setWarmUp(0);
        job.getBuildersList().add(new AutoPerfBuilder(step));
        jenkins.assertLogContains("software counters", jenkins.buildAndAssertSuccess(job));

        assertThat(browser.goTo(address).asNormalizedText()).contains("Linux amd64", "wall_ns cpu_ns", "--counters auto");
        assertThat(browser.goTo(agent.toComputer().getUrl()).getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith("/autoperf"));
        assertThat(browser.goTo(BUILT_IN).asNormalizedText()).contains("measured nothing on this node yet");

        jenkins.jenkins.removeNode(agent);
        assertThat(NodeCountersFile.of(agent.getNodeName()).read()).isEmpty();
    }

    @Test
    void whatTheAgentSaysIsTextAndNoMarkup(JenkinsRule jenkins) throws Exception {
        found("<b id='evil'>Do</b> this.");
        HtmlPage page = jenkins.createWebClient().goTo(BUILT_IN);
        assertThat(page.getElementById("evil")).isNull();
        assertThat(page.asNormalizedText()).contains("<b id='evil'>Do</b> this.");
    }

    @Test
    void whatCannotBeReadLeavesWhatWasFoundBefore(JenkinsRule jenkins) throws Exception {
        found("Do this.");
        Files.writeString(folder.resolve(NodeCountersFile.NAME), "{\"counters\": 7}");
        NodeCountersFile.keep(new FilePath(folder.toFile()));
        Files.delete(folder.resolve(NodeCountersFile.NAME));
        NodeCountersFile.keep(new FilePath(folder.toFile()));
        assertThat(NodeCountersFile.of("").read().orElseThrow().availability().hints()).containsExactly("Do this.");
        try (var files = Files.list(jenkins.jenkins.getRootDir().toPath().resolve("autoperf/nodes"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void onlyThoseWhoMaySeeTheNodesSettingsSeeIt(JenkinsRule jenkins) throws Exception {
        found("Do this.");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ).everywhere().to("reader")
                .grant(Jenkins.ADMINISTER).everywhere().to("admin"));
        JenkinsRule.WebClient reader = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("reader");
        assertThat(reader.goTo(BUILT_IN).getWebResponse().getStatusCode()).isEqualTo(403);
        assertThat(reader.goTo("computer/(built-in)/").getAnchors()).noneMatch(link -> link.getHrefAttribute().endsWith("/autoperf"));
        assertThat(jenkins.createWebClient().login("admin").goTo(BUILT_IN).asNormalizedText()).contains("Do this.");
    }
}

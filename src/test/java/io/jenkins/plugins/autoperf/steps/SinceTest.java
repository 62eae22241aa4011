package io.jenkins.plugins.autoperf.steps;

import static io.jenkins.plugins.autoperf.steps.ChangingProgram.DEARER;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.HEAVY;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.JAVA_SOURCE;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.SOURCE;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.slaves.DumbSlave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.eclipse.jgit.api.Git;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step that measures what a change touched, on a real agent, with a real compiler. */
@WithJenkins
class SinceTest {
    private JenkinsRule jenkins;
    private DumbSlave agent;
    private Path workspace;
    private ChangingProgram program;

    @BeforeEach
    void anAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave();
    }

    private <T extends TopLevelItem> T withProgram(T job) throws Exception {
        workspace = workspace(job);
        program = ChangingProgram.in(workspace);
        return job;
    }

    private Path workspace(TopLevelItem job) {
        return Path.of(agent.getWorkspaceFor(job).getRemote());
    }

    private WorkflowJob pipeline(String settings) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
        job.setDefinition(definition(settings));
        return job;
    }

    private CpsFlowDefinition definition(String settings) throws Exception {
        return new CpsFlowDefinition(
                Workload.pipeline(
                        agent.getNodeName(), "def r = autoperf " + settings, "echo \"verdict ${r.verdict}, regressions ${r.regressions}\""),
                true);
    }

    private WorkflowRun measured(WorkflowJob job) throws Exception {
        WorkflowRun build = jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
        assumeFalse(jenkins.getLog(build).contains("There is no libclang"), "libclang is not installed");
        return build;
    }

    @Test
    void theFunctionThatTheLastCommitMadeDearerIsFoundAndNoOther() throws Exception {
        WorkflowJob job = withProgram(pipeline(settings("HEAD~1")));
        String head = program.commit(SOURCE.replace(HEAVY, DEARER).replace("sum = 1", "sum = 3"));

        WorkflowRun build = measured(job);

        jenkins.assertBuildStatus(Result.UNSTABLE, build);
        jenkins.assertLogContains("Compared with HEAD~1, as asked for", build);
        jenkins.assertLogContains("regressions [heavy]", build);
        AutoPerfAction action = AutoPerfAction.of(build, "");
        assertThat(action.getRegionRows()).extracting(RegionRow::getName).containsExactly("heavy", "light");
        assertThat(action.getRegionRows().get(0).getPlace()).isEqualTo("work.c:3");
        assertThat(action.getRegionRows().get(0).getWhy()).isEqualTo("line 6 changed");
        assertThat(action.getCommit()).isEqualTo(head);
        assertThat(ResultFolder.of(build, "").hasModel()).isFalse();
        assertThat(workspace.resolve("bench")).as("built in copies alone").doesNotExist();

        JenkinsRule.WebClient browser = jenkins.createWebClient();
        HtmlPage page = browser.getPage(build, "autoperf/");
        assertThat(page.asNormalizedText()).contains("work.c:3: line 6 changed", "Measured at commit " + head.substring(0, 10) + ".");
        assertThat(browser.getPage(build, "autoperf/region/2/").getBody().getTextContent()).contains("work.c:11: line 12 changed");
        assertThat(browser.goTo(build.getUrl() + "autoperf/api/json", "application/json").getWebResponse().getContentAsString())
                .contains("\"commit\":\"" + head + "\"", "\"place\":\"work.c:3\"");
    }

    @Test
    void previousSuccessfulIsTheCommitOfTheLastGoodBuildHoweverManyCommitsCameSince() throws Exception {
        WorkflowJob job = withProgram(pipeline(settings("previousSuccessful")));
        String good = program.commit(SOURCE.replace("% 5", "% 9"));
        WorkflowRun first = measured(job);
        jenkins.assertBuildStatus(Result.SUCCESS, first);
        jenkins.assertLogContains("compared with the commit before this one, HEAD~1", first);
        jenkins.assertLogContains("light", first);

        program.commit(SOURCE.replace("% 5", "% 9").replace(HEAVY, DEARER));
        program.commit(SOURCE.replace("% 5", "% 9").replace(HEAVY, DEARER) + "/* the end */\n");
        WorkflowRun second = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("Compared with commit " + good.substring(0, 10) + " of bench #1", second);
        jenkins.assertLogContains("regressions [heavy]", second);
        assertThat(AutoPerfAction.of(second, "").getBaselineRun()).isEqualTo(first);
    }

    @Test
    void whereNothingIsToBeMeasuredTheBuildSucceedsSaysWhyAndIsGoodForTheNext() throws Exception {
        WorkflowJob job = withProgram(pipeline(settings("previousSuccessful")));
        String head = program.commit(SOURCE + "/* the end */\n");

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("Nothing but comments, white space or deleted files changed since", build);
        jenkins.assertLogContains("verdict UNCHANGED, regressions []", build);
        AutoPerfAction action = AutoPerfAction.of(build, "");
        assertThat(action.getSummary()).startsWith("Nothing but comments");
        assertThat(action.getRegions()).isZero();
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        assertThat(browser.getPage(build, "autoperf/").asNormalizedText()).contains("Nothing but comments", "No region was compared");
        WorkflowRun again = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Compared with commit " + head.substring(0, 10) + " of bench #1", again);
        jenkins.assertLogContains("Nothing changed since " + head.substring(0, 10), again);
        assertThat(browser.getPage(job, "autoperf/").asNormalizedText()).contains("#1", "#2");
    }

    @Test
    void aCommitThatIsNotThereIsNamed() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE, withProgram(pipeline(settings("release-9"))));

        jenkins.assertLogContains("There is no commit release-9 in " + workspace.toRealPath() + ". Fetch it, or mend the name.", build);
        jenkins.assertLogContains("exit code 3", build);
        assertThat(AutoPerfAction.of(build, "")).isNull();
    }

    @Test
    void aShallowCloneThatDoesNotReachBackIsToldAndOnceItDoesTheLastGoodBuildStillCounts(@TempDir Path folder) throws Exception {
        program = ChangingProgram.in(folder.resolve("origin"));
        String good = program.commit(SOURCE + "/* the end */\n");
        WorkflowJob job = pipeline(settings("previousSuccessful"));
        Path clone = workspace(job);
        cloned(clone, 2);
        jenkins.buildAndAssertSuccess(job);

        program.commit(SOURCE + "/* 1 */\n");
        program.commit(SOURCE + "/* 2 */\n");
        FileUtils.deleteDirectory(clone.toFile());
        cloned(clone, 1);
        WorkflowRun tooShort = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains(
                "There is no commit " + good + " in " + clone.toRealPath()
                        + ". This clone is shallow: fetch more of the history (git fetch --unshallow).",
                tooShort);
        assertThat(AutoPerfAction.of(tooShort, "")).isNull();
        job.setDefinition(definition(settings("HEAD~1")));
        jenkins.assertLogContains("There is no commit HEAD~1 in ", jenkins.buildAndAssertStatus(Result.FAILURE, job));

        try (Git git = Git.open(clone.toFile())) {
            git.fetch().setUnshallow(true).call();
        }
        job.setDefinition(definition(settings("previousSuccessful")));
        jenkins.assertLogContains(
                "Compared with commit " + good.substring(0, 10) + " of bench #1", jenkins.buildAndAssertSuccess(job));
    }

    private void cloned(Path clone, int depth) throws Exception {
        Git.cloneRepository()
                .setURI(program.folder().toUri().toString())
                .setDirectory(clone.toFile())
                .setDepth(depth)
                .call()
                .close();
    }

    @Test
    void theMethodOfAJavaProgramThatTheLastCommitMadeDearerIsFoundAndNoOther() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        assumeTrue(Files.exists(java.resolve("javac")), "a JDK is not installed");
        WorkflowJob job = withProgram(pipeline(
                settings("HEAD~1", java + "/javac -d out Work.java", java + "/java -XX:+UseSerialGC -cp out Work")));
        program.commit("Work.java", JAVA_SOURCE);
        String head = program.commit("Work.java", JAVA_SOURCE.replace(HEAVY, DEARER).replace("sum = 1", "sum = 3"));

        WorkflowRun build = jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());

        jenkins.assertBuildStatus(Result.UNSTABLE, build);
        jenkins.assertLogContains("regressions [Work.heavy]", build);
        AutoPerfAction action = AutoPerfAction.of(build, "");
        assertThat(action.getRegionRows()).extracting(RegionRow::getName).containsExactly("Work.heavy", "Work.light");
        assertThat(action.getRegionRows().get(0).getPlace()).isEqualTo("Work.java:3");
        assertThat(action.getRegionRows().get(0).getWhy()).isEqualTo("line 6 changed");
        assertThat(action.getCommit()).isEqualTo(head);
        assertThat(workspace.resolve("out")).as("built in copies alone").doesNotExist();
    }

    @Test
    void sinceAndBuildGoTogetherAndACommitHasNoSpaces() throws Exception {
        String[][] cases = {
            {"since: 'HEAD~1', workload: './bench'", "There is 'since' without 'build'."},
            {"build: 'make', workload: './bench'", "There is 'build' without 'since'."},
            {"since: '--help', build: 'make', workload: './bench'", "--help is no commit."},
        };
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
        for (String[] c : cases) {
            job.setDefinition(new CpsFlowDefinition(Workload.pipeline(agent.getNodeName(), "autoperf " + c[0]), true));
            jenkins.assertLogContains(c[1], jenkins.buildAndAssertStatus(Result.FAILURE, job));
        }
    }

    @Test
    void aFreestyleJobMeasuresAChangeToo() throws Exception {
        FreeStyleProject job = withProgram(jenkins.createFreeStyleProject("free"));
        job.setAssignedNode(agent);
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setSince("main");
        step.setBuild("make bench");
        job.getBuildersList().replaceBy(List.of(new AutoPerfBuilder(step)));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("Nothing changed since", build);
        assertThat(AutoPerfAction.of(build, "").getCommit()).hasSize(40);
    }
}

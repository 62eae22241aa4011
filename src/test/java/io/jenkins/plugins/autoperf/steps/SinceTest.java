package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.slaves.DumbSlave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step that measures what a change touched, on a real agent, with a real compiler. */
@WithJenkins
class SinceTest {
    private static final String HEAVY = "sum += (sum ^ i) % 7;";
    private static final String DEARER = "for (int again = 0; again < 5; again++) sum += (sum ^ i) % 7;";
    private static final String SOURCE = """
            #include <stdio.h>

            long heavy(long n) {
                long sum = 0;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 7;
                }
                return sum;
            }

            long light(long n) {
                long sum = 1;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 5;
                }
                return sum;
            }

            long untouched(long n) {
                long sum = 2;
                for (long i = 0; i < n; i++) {
                    sum += (sum ^ i) % 3;
                }
                return sum;
            }

            int main(int count, char **arguments) {
                long sum = 0;
                for (int i = 0; i < 10; i++) {
                    sum += heavy(200000L + count) + light(200000L + count) + untouched(200000L + count);
                }
                return printf("%ld\\n", sum) < 0 || arguments == 0;
            }
            """;
    private static final String SETTINGS = "build: 'make bench', workload: './bench', runs: 10, warmUp: 0, confirm: false, counters: 'software'";

    private JenkinsRule jenkins;
    private DumbSlave agent;
    private Path workspace;

    @BeforeEach
    void anAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave();
    }

    private <T extends TopLevelItem> T withProgram(T job) throws Exception {
        workspace = Path.of(agent.getWorkspaceFor(job).getRemote());
        Files.createDirectories(workspace);
        Git.init().setDirectory(workspace.toFile()).setInitialBranch("main").call().close();
        Files.writeString(workspace.resolve("Makefile"), "bench: work.c\n\t$(CC) -O1 -o bench work.c\n");
        Files.writeString(workspace.resolve(".gitignore"), "bench\n.autoperf.yml\n");
        commit(SOURCE);
        return job;
    }

    /** @return its full id */
    private String commit(String source) throws Exception {
        Files.writeString(workspace.resolve("work.c"), source);
        try (Git git = Git.open(workspace.toFile())) {
            git.add().addFilepattern(".").call();
            return git.commit().setAuthor("x", "x@example.org").setCommitter("x", "x@example.org").setMessage("x").setSign(false).call().name();
        }
    }

    private WorkflowJob pipeline(String settings) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
        job.setDefinition(new CpsFlowDefinition(
                Workload.pipeline(
                        agent.getNodeName(), "def r = autoperf " + settings, "echo \"verdict ${r.verdict}, regressions ${r.regressions}\""),
                true));
        return job;
    }

    private WorkflowRun measured(WorkflowJob job) throws Exception {
        WorkflowRun build = jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
        assumeFalse(jenkins.getLog(build).contains("There is no libclang"), "libclang is not installed");
        return build;
    }

    @Test
    void theFunctionThatTheLastCommitMadeDearerIsFoundAndNoOther() throws Exception {
        WorkflowJob job = withProgram(pipeline("since: 'HEAD~1', " + SETTINGS));
        String head = commit(SOURCE.replace(HEAVY, DEARER).replace("sum = 1", "sum = 3"));

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
        WorkflowJob job = withProgram(pipeline("since: 'previousSuccessful', " + SETTINGS));
        String good = commit(SOURCE.replace("% 5", "% 9"));
        WorkflowRun first = measured(job);
        jenkins.assertBuildStatus(Result.SUCCESS, first);
        jenkins.assertLogContains("compared with the commit before this one, HEAD~1", first);
        jenkins.assertLogContains("light", first);

        commit(SOURCE.replace("% 5", "% 9").replace(HEAVY, DEARER));
        commit(SOURCE.replace("% 5", "% 9").replace(HEAVY, DEARER) + "/* the end */\n");
        WorkflowRun second = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("Compared with commit " + good.substring(0, 10) + " of bench #1", second);
        jenkins.assertLogContains("regressions [heavy]", second);
        assertThat(AutoPerfAction.of(second, "").getBaselineRun()).isEqualTo(first);
    }

    @Test
    void whereNothingIsToBeMeasuredTheBuildSucceedsSaysWhyAndIsGoodForTheNext() throws Exception {
        WorkflowJob job = withProgram(pipeline("since: 'previousSuccessful', " + SETTINGS));
        String head = commit(SOURCE + "/* the end */\n");

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
                Result.FAILURE, withProgram(pipeline("since: 'release-9', " + SETTINGS)));

        jenkins.assertLogContains("There is no commit release-9 in " + workspace.toRealPath() + ". Fetch it, or mend the name.", build);
        jenkins.assertLogContains("exit code 3", build);
        assertThat(AutoPerfAction.of(build, "")).isNull();
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

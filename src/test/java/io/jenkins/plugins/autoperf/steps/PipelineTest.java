package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in a Pipeline, on a real agent, with a real program. */
@WithJenkins
class PipelineTest {
    private static final String LITTLE = ", runs: 1, warmUp: 0";

    private JenkinsRule jenkins;
    private DumbSlave agent;
    private WorkflowJob job;

    @BeforeEach
    void anAgentAndAJob(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave();
        job = jenkins.createProject(WorkflowJob.class, "bench");
    }

    private void pipeline(String... steps) throws Exception {
        job.setDefinition(new CpsFlowDefinition(Workload.pipeline(agent.getNodeName(), steps), true));
    }

    private static String measure(String version) throws Exception {
        return "def r = autoperf workload: '" + Workload.line(version) + "', runs: 8, confirm: false\n"
                + "echo \"verdict ${r.verdict}, regressions ${r.regressions}\"";
    }

    @Test
    void theFirstBuildIsTheBaselineARegressionIsUnstableAndNeverABaselineAndTheFixIsGoodAgain() throws Exception {
        pipeline(measure("good"));
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("it becomes the baseline", first);
        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Compared with bench #1, the last good build", second);
        jenkins.assertLogContains("regressions []", second);

        pipeline(measure("bad"));
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("verdict REGRESSION, regressions [unpack]", third);
        assertThat(warnings(third)).singleElement().asString().contains("unpack");
        WorkflowRun fourth = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("Compared with bench #2", fourth);

        pipeline(measure("good"));
        WorkflowRun fifth = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Compared with bench #2", fifth);
        jenkins.assertLogContains("regressions []", fifth);
    }

    private static List<String> warnings(WorkflowRun run) {
        FlowExecution execution = run.getExecution();
        List<String> messages = new java.util.ArrayList<>();
        new FlowGraphWalker(execution).forEach(node -> {
            WarningAction warning = node.getPersistentAction(WarningAction.class);
            if (warning != null && warning.getMessage() != null) {
                messages.add(warning.getMessage());
            }
        });
        return messages;
    }

    @Test
    void aDeclarativePipelineMeasuresSeveralThingsUnderIdsOfTheirOwn() throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "pipeline { agent { label '" + agent.getNodeName() + "' }\n stages { stage('Bench') { steps {\n"
                        + "writeFile file: '.autoperf.yml', text: '" + Workload.QUICK + "'\n"
                        + "autoperf workload: '" + Workload.line("good") + "', id: 'parser'" + LITTLE + "\n"
                        + "autoperf workload: '" + Workload.line("bad") + "', id: 'printer'" + LITTLE + "\n"
                        + "} } } }",
                true));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        assertThat(build.getActions(AutoPerfAction.class))
                .extracting(AutoPerfAction::getUrlName)
                .containsExactly("autoperf-parser", "autoperf-printer");
        assertThat(ResultFolder.of(build, "parser").hasModel()).isTrue();
    }

    @Test
    void anIdIsUsedOncePerBuild() throws Exception {
        String step = "autoperf workload: '" + Workload.line("good") + "'" + LITTLE;
        pipeline(step, step);

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("Give each autoperf step an id of its own", build);
    }

    @Test
    void aWorkloadThatFailsFailsTheBuildWithItsOwnWords() throws Exception {
        pipeline("autoperf workload: 'echo no licence >&2; exit 7'" + LITTLE);

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("no licence", build);
        jenkins.assertLogContains("The workload could not be measured (exit code 4)", build);
        jenkins.assertLogNotContains("\tat io.jenkins.plugins.autoperf", build);
    }

    @Test
    void aSettingOutOfItsRangeIsToldBeforeAnythingRuns() throws Exception {
        pipeline("autoperf workload: 'true', runs: 0");

        jenkins.assertLogContains("runs is 0; it must lie between 1 and 10000", jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void anAbortEndsEveryProcessOfTheWorkload(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");
        pipeline("autoperf workload: 'sleep 1000 & echo $! > " + pid + "; wait'" + LITTLE);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Workload.await(pid);
        Thread.sleep(500);
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(sleeper)).isPresent();

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        for (int i = 0; i < 100 && ProcessHandle.of(sleeper).isPresent(); i++) {
            Thread.sleep(100);
        }
        assertThat(ProcessHandle.of(sleeper)).isEmpty();
    }

    @Test
    void anAgentThatIsLostAndComesBackHasNotStoppedMeasuring(@TempDir Path folder) throws Exception {
        pipeline("autoperf workload: '" + Workload.waiting(folder) + "'" + LITTLE);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Workload.await(folder.resolve("started"));

        agent.toComputer().disconnect(null).get();
        Files.createFile(folder.resolve("go"));
        agent.toComputer().connect(true).get();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(AutoPerfAction.of(build, "")).isNotNull();
    }
}

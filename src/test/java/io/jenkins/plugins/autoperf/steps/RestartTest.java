package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller goes down and comes back while the workload runs. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    Path folder;

    @Test
    void aMeasurementGoesOnWithoutTheController() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
            job.setDefinition(new CpsFlowDefinition(
                    Workload.pipeline(
                            "built-in",
                            "def r = autoperf workload: '" + Workload.waiting(folder) + "', runs: 1, warmUp: 0",
                            "echo \"verdict ${r.verdict}\""),
                    true));
            job.scheduleBuild2(0).waitForStart();
            Workload.await(folder.resolve("started"));
        });

        Files.createFile(folder.resolve("go"));

        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("bench", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("verdict UNCHANGED", build);
            assertThat(AutoPerfAction.of(build, "").getRegions()).isPositive();
        });
    }

    @Test
    void aResultIsThereAfterARestartAndServesAsBaseline() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
            job.setDefinition(new CpsFlowDefinition(
                    Workload.pipeline("built-in", "autoperf workload: '" + Workload.line("good") + "', runs: 1, warmUp: 0"),
                    true));
            jenkins.buildAndAssertSuccess(job);
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("bench", WorkflowJob.class);
            AutoPerfAction action = AutoPerfAction.of(job.getBuildByNumber(1), "");
            assertThat(action.report()).hasValueSatisfying(
                    report -> assertThat(report.regions()).hasSize(action.getRegions()));
            jenkins.assertLogContains("Compared with bench #1", jenkins.buildAndAssertSuccess(job));
        });
    }
}

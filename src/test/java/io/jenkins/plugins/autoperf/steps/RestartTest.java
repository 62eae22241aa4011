package io.jenkins.plugins.autoperf.steps;

import static io.jenkins.plugins.autoperf.steps.ChangingProgram.DEARER;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.HEAVY;
import static io.jenkins.plugins.autoperf.steps.ChangingProgram.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.model.Result;
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
    void soDoTheBuildsAndTheMeasurementOfAChange() throws Throwable {
        Path building = Files.createDirectory(folder.resolve("build"));
        Path running = Files.createDirectory(folder.resolve("run"));
        String[] head = new String[1];
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bench");
            ChangingProgram program = ChangingProgram.in(Path.of(jenkins.jenkins.getWorkspaceFor(job).getRemote()));
            head[0] = program.commit(SOURCE.replace(HEAVY, DEARER));
            String settings = ChangingProgram.settings(
                    "HEAD~1", Workload.held(building) + "; make bench", Workload.held(running) + "; ./bench");
            job.setDefinition(new CpsFlowDefinition(
                    Workload.pipeline("built-in", "def r = autoperf " + settings, "echo \"regressions ${r.regressions}\""), true));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            while (build.isBuilding() && !Files.exists(building.resolve("started"))) {
                Thread.sleep(100);
            }
            assumeFalse(jenkins.getLog(build).contains("There is no libclang"), "libclang is not installed");
            assertThat(build.isBuilding()).as(jenkins.getLog(build)).isTrue();
        });
        Files.createFile(building.resolve("go"));

        sessions.then(jenkins -> Workload.await(running.resolve("started")));
        Files.createFile(running.resolve("go"));

        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.jenkins.getItemByFullName("bench", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("regressions [heavy]", build);
            assertThat(AutoPerfAction.of(build, "").getCommit()).isEqualTo(head[0]);
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

package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The builder in freestyle and multi-configuration jobs. */
@WithJenkins
class FreestyleTest {
    private static final Shell QUICK = new Shell("printf '" + Workload.QUICK + "' > .autoperf.yml");

    private static AutoPerfBuilder builder(String line, int runs) {
        AutoPerfStep step = new AutoPerfStep(line);
        step.setRuns(runs);
        step.setWarmUp(0);
        step.setConfirm(false);
        return new AutoPerfBuilder(step);
    }

    @Test
    void aRegressionMakesTheBuildWhatTheGateSays(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("bench");
        job.setAssignedNode(jenkins.createOnlineSlave());
        job.getBuildersList().add(QUICK);
        job.getBuildersList().add(builder(Workload.line("good"), 8));
        jenkins.buildAndAssertSuccess(job);

        AutoPerfBuilder bad = builder(Workload.line("bad"), 8);
        job.getBuildersList().replace(bad);
        FreeStyleBuild unstable = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("Compared with bench #1", unstable);
        assertThat(AutoPerfAction.of(unstable, "").getRegressions()).isEqualTo(1);

        bad.getStep().setOnRegression(Gate.FAILURE);
        jenkins.assertLogContains("unpack", jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void anAbortEndsTheWorkload(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(jenkins.createOnlineSlave());
        Path pid = folder.resolve("pid");
        job.getBuildersList().add(builder("sleep 1000 & echo $! > " + pid + "; wait", 1));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        Workload.await(pid);
        Thread.sleep(500);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        for (int i = 0; i < 100 && ProcessHandle.of(sleeper).isPresent(); i++) {
            Thread.sleep(100);
        }
        assertThat(ProcessHandle.of(sleeper)).isEmpty();
    }

    @Test
    void everyCellOfAMatrixHasItsOwnBaseline(JenkinsRule jenkins) throws Exception {
        MatrixProject job = jenkins.createProject(MatrixProject.class, "matrix");
        job.setAxes(new AxisList(new TextAxis("VERSION", "good", "bad")));
        job.getBuildersList().add(QUICK);
        job.getBuildersList().add(builder(Workload.line("$VERSION"), 1));
        jenkins.buildAndAssertSuccess(job);

        for (MatrixRun cell : jenkins.buildAndAssertSuccess(job).getExactRuns()) {
            jenkins.assertLogContains("Compared with " + cell.getParent().getFullDisplayName() + " #1", cell);
        }
    }
}

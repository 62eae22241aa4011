package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in a Pipeline, on a real agent, with a real program. */
@WithJenkins
class PipelineTest {
    private JenkinsRule jenkins;
    private DumbSlave agent;
    private WorkflowJob job;

    @BeforeEach
    void anAgentAndAJob(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave();
        job = jenkins.createProject(WorkflowJob.class, "bench");
    }

    private void pipeline(String step) throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') { def r = " + step
                        + "\n echo \"verdict ${r.verdict}, regressions ${r.regressions}\" }",
                true));
    }

    @Test
    void theFirstBuildBecomesTheBaselineAndARegressionMakesTheThirdUnstable() throws Exception {
        String good = Workload.line("good");
        pipeline("autoperf workload: '" + good + "', runs: 5");
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("it becomes the baseline", first);

        WorkflowRun second = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Compared with bench #1, the last good build", second);
        assertThat(AutoPerfAction.of(second, "").isRegression()).isFalse();

        pipeline("autoperf workload: '" + Workload.line("bad") + "', runs: 5");
        WorkflowRun third = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("verdict REGRESSION, regressions [unpack]", third);
    }
}

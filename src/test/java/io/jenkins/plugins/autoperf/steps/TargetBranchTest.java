package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Samples;
import java.util.List;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A change request is compared with the branch that it goes into. */
@WithJenkins
class TargetBranchTest {
    private JenkinsRule jenkins;
    private FreeStyleProject main;
    private FreeStyleProject change;
    private String machine;

    /** As a multibranch project tells the branch of each of its jobs. */
    @TestExtension
    public static final class Heads extends SCMHead.HeadByItem {
        @Override
        public SCMHead getHead(Item item) {
            return switch (item.getName()) {
                case "main" -> new SCMHead("main");
                case "PR-7" -> new ChangeRequest("PR-7", new SCMHead("main"));
                case "PR-8" -> new ChangeRequest("PR-8", new SCMHead("gone"));
                default -> null;
            };
        }
    }

    private static final class ChangeRequest extends SCMHead implements ChangeRequestSCMHead {
        private static final long serialVersionUID = 1;
        private final SCMHead target;

        private ChangeRequest(String name, SCMHead target) {
            super(name);
            this.target = target;
        }

        @Override
        public String getId() {
            return getName();
        }

        @Override
        public SCMHead getTarget() {
            return target;
        }
    }

    @BeforeEach
    void aFolderOfBranches(JenkinsRule rule) throws Exception {
        jenkins = rule;
        MockFolder folder = jenkins.createFolder("repo");
        main = folder.createProject(FreeStyleProject.class, "main");
        change = folder.createProject(FreeStyleProject.class, "PR-7");
        machine = Agent.of(jenkins.jenkins.getRootPath()).fingerprint();
    }

    private void measure(FreeStyleProject job) throws Exception {
        job.getBuildersList().replaceBy(List.of(new FromAgent(
                new AutoPerfStep("./bench"),
                Samples.report(Verdict.UNCHANGED, List.of(Samples.region("parse", Verdict.UNCHANGED, 1, Samples.faults()))))));
        jenkins.buildAndAssertSuccess(job);
    }

    private Baselines.Choice next(FreeStyleProject job, String baseline) throws Exception {
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setBaseline(baseline);
        return Baselines.choose(job, job.getLastBuild(), AutoPerfConfiguration.get().complete(step), machine);
    }

    @Test
    void whenItIsAskedForOrWhenTheChangeHasNoGoodBuildOfItsOwn() throws Exception {
        measure(main);
        assertThat(next(change, "targetBranch").name()).isEqualTo("repo » main #1");
        assertThat(next(change, "previousSuccessful").name()).isEqualTo("repo » main #1");

        measure(change);
        assertThat(next(change, "targetBranch").name()).isEqualTo("repo » main #1");
        assertThat(next(change, "previousSuccessful").name()).isEqualTo("repo » PR-7 #1");
    }

    @Test
    void andABranchOrAChangeWhoseTargetHasNoJobIsToldThatThereIsNone() throws Exception {
        measure(main);
        FreeStyleProject orphan = ((MockFolder) main.getParent()).createProject(FreeStyleProject.class, "PR-8");

        assertThat(next(orphan, "targetBranch").model()).isNull();
        assertThat(next(orphan, "targetBranch").explanation()).contains("no change request whose target branch has a job");
        assertThat(next(main, "targetBranch").model()).isNull();
    }
}

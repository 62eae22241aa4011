package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.Samples;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The commit since which a change is measured. */
@WithJenkins
class SinceCommitTest {
    private static final String A = "a".repeat(40);
    private static final String B = "0123456789".repeat(4);

    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void aJob(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = jenkins.createFreeStyleProject("bench");
    }

    private static AutoPerfStep step(String since) {
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setSince(since);
        step.setBuild("make bench");
        return step;
    }

    /** A build that measured a commit with that verdict. */
    private FreeStyleBuild build(AutoPerfStep step, Verdict verdict, String commit) throws Exception {
        Report report = Samples.report(verdict, List.of(Samples.region("parse", verdict, 1.5, Samples.faults())));
        job.getBuildersList().replaceBy(List.of(new FromAgent(step, report, commit)));
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }

    private FreeStyleBuild build(Verdict verdict, String commit) throws Exception {
        return build(step("previousSuccessful"), verdict, commit);
    }

    /** The choice of a build to come. */
    private SinceCommit next(AutoPerfStep step) {
        return SinceCommit.choose(job, job.getLastBuild(), AutoPerfConfiguration.get().complete(step));
    }

    private SinceCommit next() {
        return next(step("previousSuccessful"));
    }

    @Test
    void withoutAnEarlierBuildItIsTheParent() throws Exception {
        assertThat(next().commit()).isEqualTo("HEAD~1");
        assertThat(next().choice().explanation()).contains("No good build of this job knows the commit").contains("HEAD~1");
        build(new AutoPerfStep("./bench"), Verdict.UNCHANGED, "");
        assertThat(next().commit()).as("after a build that measured no change").isEqualTo("HEAD~1");
    }

    @Test
    void itIsThatOfTheLastGoodBuildOfItsId() throws Exception {
        build(Verdict.UNCHANGED, A);
        build(Verdict.REGRESSION, B);
        AutoPerfStep lenient = step("previousSuccessful");
        lenient.setOnRegression(Gate.NOTHING);
        assertThat(build(lenient, Verdict.REGRESSION, B).getResult()).isEqualTo(Result.SUCCESS);

        assertThat(next().commit()).isEqualTo(A);
        assertThat(next().choice().explanation()).isEqualTo("Compared with commit aaaaaaaaaa of bench #1, the last good build.");
        AutoPerfStep other = step("previousSuccessful");
        other.setId("parser");
        assertThat(next(other).commit()).isEqualTo("HEAD~1");
    }

    @Test
    void anAcceptedBuildIsTheNewNormalThoughItHasNoModel() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        build(Verdict.UNCHANGED, A);
        FreeStyleBuild slower = build(Verdict.REGRESSION, B);
        Decisions decisions = AutoPerfAction.of(slower, "").getDecisions();
        assertThat(decisions.isCanAccept()).isTrue();
        assertThat(decisions.isCanPin()).isFalse();

        try (ACLContext ignored = ACL.as2(User.getById("ada", true).impersonate2())) {
            decisions.doAccept("checks every record now");
        }

        assertThat(next().commit()).isEqualTo(B);
        assertThat(next().choice().explanation()).contains("commit 0123456789 of bench #2, which ada accepted");
    }

    @Test
    void aNameIsHandedOnAsItIs() {
        assertThat(next(step("origin/main")).commit()).isEqualTo("origin/main");
        assertThat(next(step("origin/main")).choice().explanation()).isEqualTo("Compared with origin/main, as asked for.");
    }

    @Test
    void whatTheAgentCallsACommitIsKeptOnlyIfItLooksLikeOne() throws Exception {
        FreeStyleBuild build = build(Verdict.UNCHANGED, A);
        assertThat(AutoPerfAction.of(build, "").getCommit()).isEqualTo(A);
        assertThat(ResultFolder.of(build, "").commit()).doesNotExist();
        assertThat(ResultFolder.of(build, "").hasModel()).isFalse();

        for (String commit : List.of("", "--upload-pack=x", A + "\n", A.toUpperCase(), "<b>" + A)) {
            FreeStyleBuild refused = build(Verdict.UNCHANGED, commit);
            assertThat(refused.getResult()).as(commit).isEqualTo(Result.FAILURE);
            jenkins.assertLogContains("is not the id of one", refused);
            assertThat(AutoPerfAction.of(refused, "")).isNull();
            assertThat(Files.exists(ResultFolder.of(refused, "").commit())).isFalse();
        }
    }
}

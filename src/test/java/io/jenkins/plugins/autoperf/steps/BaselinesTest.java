package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which build a new one is compared with. */
@WithJenkins
class BaselinesTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;
    private String machine;

    @BeforeEach
    void aJob(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = jenkins.createFreeStyleProject("bench");
        machine = Agent.of(jenkins.jenkins.getRootPath()).fingerprint();
    }

    /** A build that measured something with that verdict. */
    private FreeStyleBuild build(Verdict verdict, Gate onRegression) throws Exception {
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setOnRegression(onRegression);
        job.getBuildersList().replaceBy(List.of(new FromAgent(step, Samples.report(verdict, List.of(Samples.region("parse", verdict, 1.5, Samples.faults()))))));
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }

    private FreeStyleBuild good() throws Exception {
        return build(Verdict.UNCHANGED, Gate.UNSTABLE);
    }

    private Baselines.Choice next(String baseline) throws IOException {
        return next(baseline, machine);
    }

    /** The choice of a build to come. */
    private Baselines.Choice next(String baseline, String fingerprint) throws IOException {
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setBaseline(baseline);
        return Baselines.choose(job, job.getLastBuild(), AutoPerfConfiguration.get().complete(step), fingerprint);
    }

    @Test
    void theFirstBuildHasNone() throws Exception {
        assertThat(next("previousSuccessful").model()).isNull();
        assertThat(next("previousSuccessful").explanation()).contains("it becomes the baseline");
    }

    @Test
    void itIsTheLastStrictlySuccessfulBuildThatWasNoRegression() throws Exception {
        good();
        build(Verdict.REGRESSION, Gate.UNSTABLE);
        build(Verdict.REGRESSION, Gate.FAILURE);
        assertThat(build(Verdict.REGRESSION, Gate.NOTHING).getResult()).isEqualTo(Result.SUCCESS);

        assertThat(next("previousSuccessful").build()).isEqualTo(1);
    }

    @Test
    void aBuildOfAnotherKindOfMachineIsNamedAndNotComparedWith() throws Exception {
        good();

        Baselines.Choice choice = next("previousSuccessful", "Neoverse x 64");

        assertThat(choice.model()).isNull();
        assertThat(choice.explanation()).contains("bench #1").contains("Neoverse x 64").contains(machine);
    }

    @Test
    void anAcceptedRegressionIsTheNewNormal() throws Exception {
        good();
        FreeStyleBuild regression = build(Verdict.REGRESSION, Gate.UNSTABLE);
        AutoPerfAction.of(regression, "").setAccepted(Who.of("ada", "checks every record now"));

        assertThat(next("previousSuccessful").build()).isEqualTo(2);
        assertThat(next("previousSuccessful").explanation()).contains("ada accepted");
    }

    @Test
    void aPinnedBuildStaysTheBaselineEvenWhenItIsDeleted() throws Exception {
        FreeStyleBuild first = good();
        good();
        new Pins(job, "").pin(first, Who.of("ada", "release 1"));

        first.delete();

        assertThat(next("previousSuccessful").build()).isEqualTo(1);
        assertThat(next("previousSuccessful").model()).exists();
        assertThat(next("previousSuccessful").explanation()).contains("ada pinned");
        new Pins(job, "").unpin();
        assertThat(next("previousSuccessful").build()).isEqualTo(2);
    }

    @Test
    void theAnchorIsFrozenWhenItIsFirstNeeded() throws Exception {
        good();
        assertThat(next("anchor").build()).isEqualTo(1);
        good();
        good();

        assertThat(next("anchor").build()).isEqualTo(1);
        assertThat(new Pins(job, "").get()).hasValueSatisfying(pin -> assertThat(pin.who().getUser()).isEqualTo("AutoPerf"));
    }

    @Test
    void aNumberedBuildIsTakenOrTheMissingOneTold() throws Exception {
        good();
        good();
        build(Verdict.REGRESSION, Gate.UNSTABLE);

        assertThat(next("1").build()).isEqualTo(1);
        assertThat(next("3").build()).isEqualTo(3);
        assertThatThrownBy(() -> next("99")).hasMessageContaining("Build #99");
    }

    @Test
    void aBuildWhoseModelIsGoneIsPassedOver() throws Exception {
        good();
        FreeStyleBuild second = good();
        Files.delete(ResultFolder.of(second, "").model());

        assertThat(next("previousSuccessful").build()).isEqualTo(1);
    }

    @Test
    void aDamagedPinCountsForNothing() throws Exception {
        good();
        new Pins(job, "").pin(job.getLastBuild(), Who.of("ada", "release 1"));
        Files.writeString(job.getRootDir().toPath().resolve("autoperf/_/pin.json"), "{ not json");

        assertThat(next("previousSuccessful").explanation()).contains("the last good build");
    }

    @Test
    void aLongHistoryIsNotSearchedToItsEnd() throws Exception {
        good();
        for (int b = 1; b < Baselines.LONGEST_SEARCH; b++) {
            job.createExecutable();
        }
        assertThat(next("previousSuccessful").build()).isEqualTo(1);

        job.createExecutable();
        assertThat(next("previousSuccessful").model()).isNull();
    }
}

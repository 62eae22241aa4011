package io.jenkins.plugins.autoperf.steps;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.Samples;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;
import org.jenkinsci.plugins.tokenmacro.TokenMacro;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What other plugins make of a result: a check on the commit, words for a mail. */
@WithJenkins
class NeighboursTest {
    /** Tries to leave its cell, its line and its type, to be an element, a link and a mention, and to write backwards. */
    private static final String HOSTILE = "a|b`c\n| d | <img src=x onerror=alert(1)> [x](http://evil) @everyone *\u202eb* #1";

    private static FreeStyleBuild build(JenkinsRule jenkins, String id, Gate onInconclusive, Report report) throws Exception {
        AutoPerfStep step = new AutoPerfStep("./bench");
        step.setId(id);
        step.setOnInconclusive(onInconclusive);
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("bench", FreeStyleProject.class);
        if (job == null) {
            job = jenkins.createFreeStyleProject("bench");
        }
        job.getBuildersList().replaceBy(List.of(new FromAgent(step, report)));
        return job.scheduleBuild2(0).get();
    }

    private static Report inconclusive() {
        return Samples.report(
                Verdict.INCONCLUSIVE, List.of(Samples.region("load", Verdict.INCONCLUSIVE, 1.1, Diagnosis.NONE)));
    }

    private static Report unchanged() {
        return Samples.report(Verdict.UNCHANGED, List.of(Samples.region("load", Verdict.UNCHANGED, 1, Diagnosis.NONE)));
    }

    @Test
    void aCheckSaysWhatTheGateMadeOfTheVerdict(JenkinsRule jenkins) throws Exception {
        build(jenkins, "", null, Samples.every());
        build(jenkins, "parser", null, inconclusive());
        build(jenkins, "parser", Gate.UNSTABLE, inconclusive());
        build(jenkins, "", null, unchanged());

        List<ChecksDetails> checks = Published.CHECKS;
        assertThat(checks)
                .extracting(c -> c.getName().orElseThrow() + ": " + c.getOutput().orElseThrow().getTitle().orElseThrow())
                .containsExactly(
                        "AutoPerf: 2 regressions, 1 inconclusive, 1 changed, 1 improvement in 9 regions",
                        "AutoPerf / parser: 1 inconclusive in 1 region",
                        "AutoPerf / parser: 1 inconclusive in 1 region",
                        "AutoPerf: No regression in 1 region");
        assertThat(checks)
                .extracting(ChecksDetails::getConclusion)
                .containsExactly(
                        ChecksConclusion.FAILURE, ChecksConclusion.NEUTRAL, ChecksConclusion.FAILURE, ChecksConclusion.SUCCESS);
        assertThat(checks.get(1).getDetailsURL()).hasValue(jenkins.getURL() + "job/bench/2/autoperf-parser/");
        assertThat(text(checks.get(0)).lines())
                .hasSize(2 + 5)
                .contains("| Region | Verdict | Cost | Interval | Likely cause |")
                .anyMatch(line -> line.matches("\\| <code>queue&#46;push</code> \\| Regression \\| 1\\.18× \\| .* to .* \\|  \\|"));
        assertThat(text(checks.get(3))).isEmpty();
    }

    private static String text(ChecksDetails check) {
        return check.getOutput().orElseThrow().getText().orElse("");
    }

    @Test
    void aHostileNameStaysTextInACheck() {
        Report report = Samples.report(
                Verdict.REGRESSION, List.of(Samples.region(HOSTILE, Verdict.REGRESSION, 2, Samples.faults())));
        CheckText text = new CheckText(report, "");

        String[] lines = text.table().split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[2].replaceAll("[^|]", "")).hasSize(6);
        assertThat(lines[2]).startsWith("| <code>a&#124;b&#96;c");
        assertThat(text.table() + text.summary())
                .doesNotContain("<img", "](", "@everyone", "http:", "*", "`", "\u202e", " #1");
    }

    @Test
    void aCheckOfManyRegionsShowsTheWorst() {
        CheckText text = new CheckText(Samples.of("stage", 1000), "");

        assertThat(text.table().lines().filter(l -> l.startsWith("| <code>"))).hasSize(50);
        assertThat(text.table()).endsWith("and 50 other regions.\n");
    }

    @Test
    void tokensGiveTheResultToMailsAndDescriptions(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins, "parser", null, Samples.every());

        assertThat(expand(build, "${AUTOPERF, id=\"parser\"}"))
                .isEqualTo(AutoPerfAction.of(build, "parser").getSummary())
                .contains("Parser::parse(const char *, size_t)");
        assertThat(expand(
                        build,
                        "${AUTOPERF, id=\"parser\", field=\"verdict\"} ${AUTOPERF, id=\"parser\", field=\"regressions\"}"
                                + " ${AUTOPERF, id=\"parser\", field=\"improvements\"}"
                                + " ${AUTOPERF, id=\"parser\", field=\"inconclusive\"}"
                                + " ${AUTOPERF, id=\"parser\", field=\"url\"}"))
                .isEqualTo("REGRESSION 2 1 1 " + jenkins.getURL() + "job/bench/1/autoperf-parser/");
        assertThat(expand(build, "[${AUTOPERF, id=\"parser\", field=\"baseline\"}]")).isEqualTo("[]");
        assertThat(expand(build, "[${AUTOPERF}]")).as("no measurement without an id").isEqualTo("[]");
        assertThatThrownBy(() -> expand(build, "${AUTOPERF, id=\"parser\", field=\"colour\"}"))
                .isInstanceOf(MacroEvaluationException.class)
                .rootCause()
                .hasMessageContaining("AUTOPERF has no field colour.");
    }

    private static String expand(Run<?, ?> build, String text) throws Exception {
        return TokenMacro.expandAll(build, null, TaskListener.NULL, text);
    }

    @Test
    void aNeighbourThatFailsCostsNoResult(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = build(jenkins, "", null, unchanged());

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("The result is stored, but Broken failed with it: the host is down", build);
        assertThat(AutoPerfAction.of(build, "").report()).isPresent();
    }

    @Test
    void onlyOneClassEachNeedsAPluginThatMayBeMissing() {
        JavaClasses steps = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.autoperf.steps");

        noClasses().that().doNotHaveSimpleName(CheckOnCommit.class.getSimpleName())
                .should().dependOnClassesThat(resideInAPackage("io.jenkins.plugins.checks..")).check(steps);
        noClasses().that().doNotHaveSimpleName(AutoPerfMacro.class.getSimpleName())
                .should().dependOnClassesThat(resideInAPackage("org.jenkinsci.plugins.tokenmacro..")).check(steps);
    }

    /** Takes the place of a plugin that publishes at GitHub or elsewhere. */
    @TestExtension("aCheckSaysWhatTheGateMadeOfTheVerdict")
    public static final class Published extends ChecksPublisherFactory {
        static final List<ChecksDetails> CHECKS = new ArrayList<>();

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    if (details.getName().orElse("").startsWith("AutoPerf")) {
                        CHECKS.add(details);
                    }
                }
            });
        }
    }

    @TestExtension("aNeighbourThatFailsCostsNoResult")
    public static final class Broken implements ResultListener {
        @Override
        public void stored(Run<?, ?> run, AutoPerfAction action, Report report, Optional<Result> gate, TaskListener listener) {
            throw new IllegalStateException("the host is down");
        }
    }
}

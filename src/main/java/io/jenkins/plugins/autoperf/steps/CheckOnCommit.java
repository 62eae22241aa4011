package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput.ChecksOutputBuilder;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import jenkins.model.Jenkins;

/** A check on the commit at its host, by whatever plugin publishes there. Absent where checks-api is. */
@Extension(optional = true)
public final class CheckOnCommit implements ResultListener {
    @Override
    public void stored(Run<?, ?> run, AutoPerfAction action, Report report, Optional<Result> gate, TaskListener listener) {
        CheckText text = new CheckText(report, action.getBaselineReason());
        ChecksDetailsBuilder check = new ChecksDetailsBuilder()
                .withName(action.getId().isEmpty() ? "AutoPerf" : "AutoPerf / " + action.getId())
                .withStatus(ChecksStatus.COMPLETED)
                .withCompletedAt(LocalDateTime.now(ZoneOffset.UTC))
                .withConclusion(conclusion(report.verdict(), gate))
                .withOutput(new ChecksOutputBuilder()
                        .withTitle(text.title())
                        .withSummary(text.summary())
                        .withText(text.table())
                        .build());
        if (Jenkins.get().getRootUrl() != null) {
            check.withDetailsURL(action.address());
        }
        ChecksPublisherFactory.fromRun(run, listener).publish(check.build());
    }

    private static ChecksConclusion conclusion(Verdict verdict, Optional<Result> gate) {
        if (gate.isPresent()) {
            return ChecksConclusion.FAILURE;
        }
        return switch (verdict) {
            case REGRESSION, INCONCLUSIVE -> ChecksConclusion.NEUTRAL;
            case CHANGED, IMPROVEMENT, UNCHANGED -> ChecksConclusion.SUCCESS;
        };
    }
}

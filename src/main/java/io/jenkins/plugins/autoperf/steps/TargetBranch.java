package io.jenkins.plugins.autoperf.steps;

import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/** The job of the branch that a change request goes into. */
final class TargetBranch {
    private TargetBranch() {}

    /** Empty where the job is of no change request, or its target branch has no job. */
    static Optional<Job<?, ?>> of(Job<?, ?> job) {
        if (SCMHead.HeadByItem.findHead(job) instanceof ChangeRequestSCMHead change) {
            String target = change.getTarget().getName();
            ItemGroup<?> branches = job.getParent();
            for (Object item : branches.getItems()) {
                if (item instanceof Job<?, ?> branch) {
                    SCMHead head = SCMHead.HeadByItem.findHead(branch);
                    if (head != null && !(head instanceof ChangeRequestSCMHead) && head.getName().equals(target)) {
                        return Optional.of(branch);
                    }
                }
            }
        }
        return Optional.empty();
    }
}

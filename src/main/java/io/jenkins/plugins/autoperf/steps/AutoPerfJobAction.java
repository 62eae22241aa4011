package io.jenkins.plugins.autoperf.steps;

import hudson.model.Action;
import hudson.model.Job;

/** The trend of a job. */
public final class AutoPerfJobAction implements Action {
    private final Job<?, ?> job;
    private final String id;

    AutoPerfJobAction(Job<?, ?> job, String id) {
        this.job = job;
        this.id = id;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-speedometer-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return id.isEmpty() ? Messages.AutoPerf_Name() : Messages.AutoPerf_NameOf(id);
    }

    @Override
    public String getUrlName() {
        return AutoPerfAction.urlName(id);
    }
}

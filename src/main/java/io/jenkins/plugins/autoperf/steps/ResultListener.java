package io.jenkins.plugins.autoperf.steps;

import hudson.ExtensionPoint;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.Optional;

/** Is told of every result after it was stored. A point of extension, since who listens may need a plugin that is not there. */
public interface ResultListener extends ExtensionPoint {
    /**
     * @param report as it came from the agent: nothing in it is to be trusted
     * @param gate what the verdict does to the build; empty where nothing
     */
    void stored(Run<?, ?> run, AutoPerfAction action, Report report, Optional<Result> gate, TaskListener listener);
}

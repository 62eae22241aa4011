package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import java.util.Optional;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step in a freestyle or multi-configuration job; its settings are those of {@link AutoPerfStep}. */
public final class AutoPerfBuilder extends Builder implements SimpleBuildStep {
    private final AutoPerfStep step;

    @DataBoundConstructor
    public AutoPerfBuilder(AutoPerfStep step) {
        this.step = step;
    }

    public AutoPerfStep getStep() {
        return step;
    }

    @Override
    public void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        Settings settings = AutoPerfConfiguration.get().complete(step);
        Computer computer = workspace.toComputer();
        Node node = computer == null ? null : computer.getNode();
        if (node == null || node.getRootPath() == null) {
            throw new AbortException(Messages.Measurement_AgentGone());
        }
        Measurement measurement = Measurement.prepare(run, workspace, node.getRootPath(), listener, settings);
        EnvVars all = new EnvVars(env);
        all.putAll(measurement.environment());
        int exitCode = launcher.launch()
                .cmds("sh", measurement.tool() + "/" + Tool.SCRIPT)
                .envs(all)
                .pwd(workspace)
                .stdout(listener)
                .quiet(true)
                .join();
        AutoPerfAction action = measurement.finish(run, workspace, listener, exitCode);
        Optional<Result> gate = measurement.gate(action);
        if (gate.isPresent()) {
            if (gate.get() == Result.FAILURE) {
                throw new AbortException(action.getSummary());
            }
            run.setResult(gate.get());
        }
    }

    /** No symbol: in a Pipeline {@code autoperf} is {@link AutoPerfStep}. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        @Override
        public String getDisplayName() {
            return Messages.AutoPerfStep_DisplayName();
        }
    }
}

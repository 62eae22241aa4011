package io.jenkins.plugins.autoperf.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code autoperf workload: './bench'}: measures a workload, judges it by the baseline, or by the commit before a change, and
 * keeps the result with the build.
 * What is left out is as {@link AutoPerfConfiguration} says.
 */
public final class AutoPerfStep extends Step {
    private final String workload;
    private String since;
    private String build;
    private String counters;
    private Integer runs;
    private Integer warmUp;
    private String timeout;
    private Double threshold;
    private Double falseAlarmRate;
    private Double minimumEffect;
    private Integer clusters;
    private String baseline;
    private Integer history;
    private Boolean confirm;
    private Gate onRegression;
    private Gate onInconclusive;
    private String id;

    @DataBoundConstructor
    public AutoPerfStep(String workload) {
        this.workload = Util.fixNull(workload).strip();
    }

    public String getWorkload() {
        return workload;
    }

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    public String getBuild() {
        return build;
    }

    @DataBoundSetter
    public void setBuild(String build) {
        this.build = Util.fixEmptyAndTrim(build);
    }

    public String getCounters() {
        return counters;
    }

    @DataBoundSetter
    public void setCounters(String counters) {
        this.counters = Util.fixEmptyAndTrim(counters);
    }

    public Integer getRuns() {
        return runs;
    }

    @DataBoundSetter
    public void setRuns(Integer runs) {
        this.runs = runs;
    }

    public Integer getWarmUp() {
        return warmUp;
    }

    @DataBoundSetter
    public void setWarmUp(Integer warmUp) {
        this.warmUp = warmUp;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    public Double getThreshold() {
        return threshold;
    }

    @DataBoundSetter
    public void setThreshold(Double threshold) {
        this.threshold = threshold;
    }

    public Double getFalseAlarmRate() {
        return falseAlarmRate;
    }

    @DataBoundSetter
    public void setFalseAlarmRate(Double falseAlarmRate) {
        this.falseAlarmRate = falseAlarmRate;
    }

    public Double getMinimumEffect() {
        return minimumEffect;
    }

    @DataBoundSetter
    public void setMinimumEffect(Double minimumEffect) {
        this.minimumEffect = minimumEffect;
    }

    public Integer getClusters() {
        return clusters;
    }

    @DataBoundSetter
    public void setClusters(Integer clusters) {
        this.clusters = clusters;
    }

    public String getBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(String baseline) {
        this.baseline = Util.fixEmptyAndTrim(baseline);
    }

    public Integer getHistory() {
        return history;
    }

    @DataBoundSetter
    public void setHistory(Integer history) {
        this.history = history;
    }

    public Boolean getConfirm() {
        return confirm;
    }

    @DataBoundSetter
    public void setConfirm(Boolean confirm) {
        this.confirm = confirm;
    }

    public Gate getOnRegression() {
        return onRegression;
    }

    @DataBoundSetter
    public void setOnRegression(Gate onRegression) {
        this.onRegression = onRegression;
    }

    public Gate getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(Gate onInconclusive) {
        this.onInconclusive = onInconclusive;
    }

    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AutoPerfExecution(context, AutoPerfConfiguration.get().complete(this));
    }

    @Extension
    public static final class DescriptorImpl extends AutoPerfDescriptor {
        @Override
        public String getFunctionName() {
            return "autoperf";
        }

        @Override
        public String getDisplayName() {
            return Messages.AutoPerfStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(
                    EnvVars.class,
                    FilePath.class,
                    FlowNode.class,
                    Launcher.class,
                    Node.class,
                    Run.class,
                    TaskListener.class);
        }
    }
}

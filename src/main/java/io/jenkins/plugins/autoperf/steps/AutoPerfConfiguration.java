package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** Global defaults of what a step leaves out. */
@Extension
@Symbol("autoperf")
public final class AutoPerfConfiguration extends GlobalConfiguration {
    private String counters = "auto";
    private int runs = 10;
    private int warmUp = 1;
    private String timeout = "10m";
    private double falseAlarmRate = 0.01;
    private double minimumEffect = 0.05;
    private int history = 5;
    private boolean confirm = true;
    private Gate onRegression = Gate.UNSTABLE;
    private Gate onInconclusive = Gate.NOTHING;

    public AutoPerfConfiguration() {
        load();
    }

    public static AutoPerfConfiguration get() {
        return ExtensionList.lookupSingleton(AutoPerfConfiguration.class);
    }

    /** The step's own settings, and these where it has none. */
    Settings complete(AutoPerfStep step) {
        return new Settings(
                Util.fixNull(step.getId()),
                step.getWorkload(),
                or(step.getCounters(), counters),
                or(step.getRuns(), runs),
                or(step.getWarmUp(), warmUp),
                or(step.getTimeout(), timeout),
                step.getThreshold(),
                or(step.getFalseAlarmRate(), falseAlarmRate),
                or(step.getMinimumEffect(), minimumEffect),
                or(step.getClusters(), 0),
                or(step.getBaseline(), Settings.PREVIOUS_SUCCESSFUL),
                or(step.getHistory(), history),
                or(step.getConfirm(), confirm),
                or(step.getOnRegression(), onRegression),
                or(step.getOnInconclusive(), onInconclusive));
    }

    private static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    public String getCounters() {
        return counters;
    }

    @DataBoundSetter
    public void setCounters(String counters) {
        this.counters = or(Util.fixEmptyAndTrim(counters), "auto");
    }

    public int getRuns() {
        return runs;
    }

    @DataBoundSetter
    public void setRuns(int runs) {
        this.runs = runs;
    }

    public int getWarmUp() {
        return warmUp;
    }

    @DataBoundSetter
    public void setWarmUp(int warmUp) {
        this.warmUp = warmUp;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = or(Util.fixEmptyAndTrim(timeout), "10m");
    }

    public double getFalseAlarmRate() {
        return falseAlarmRate;
    }

    @DataBoundSetter
    public void setFalseAlarmRate(double falseAlarmRate) {
        this.falseAlarmRate = falseAlarmRate;
    }

    public double getMinimumEffect() {
        return minimumEffect;
    }

    @DataBoundSetter
    public void setMinimumEffect(double minimumEffect) {
        this.minimumEffect = minimumEffect;
    }

    public int getHistory() {
        return history;
    }

    @DataBoundSetter
    public void setHistory(int history) {
        this.history = history;
    }

    public boolean isConfirm() {
        return confirm;
    }

    @DataBoundSetter
    public void setConfirm(boolean confirm) {
        this.confirm = confirm;
    }

    public Gate getOnRegression() {
        return onRegression;
    }

    @DataBoundSetter
    public void setOnRegression(Gate onRegression) {
        this.onRegression = or(onRegression, Gate.UNSTABLE);
    }

    public Gate getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(Gate onInconclusive) {
        this.onInconclusive = or(onInconclusive, Gate.NOTHING);
    }
}

package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Failure;
import java.util.function.Function;
import java.util.function.Predicate;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Global defaults of what a step leaves out. What is left empty here is as AutoPerf has it. */
@Extension
@Symbol("autoperf")
public final class AutoPerfConfiguration extends GlobalConfiguration implements SharedFields {
    private static final String COUNTERS = "auto";
    private static final int RUNS = 10;
    private static final int WARM_UP = 1;
    private static final String TIMEOUT = "10m";
    private static final double FALSE_ALARM_RATE = 0.01;
    private static final double MINIMUM_EFFECT = 0.05;
    private static final int HISTORY = 5;

    private String counters;
    private int runs;
    private int warmUp;
    private String timeout;
    private double falseAlarmRate;
    private double minimumEffect;
    private int history;
    private boolean confirm;
    private Gate onRegression;
    private Gate onInconclusive;

    public AutoPerfConfiguration() {
        reset();
        load();
    }

    private void reset() {
        counters = COUNTERS;
        runs = RUNS;
        warmUp = WARM_UP;
        timeout = TIMEOUT;
        falseAlarmRate = FALSE_ALARM_RATE;
        minimumEffect = MINIMUM_EFFECT;
        history = HISTORY;
        confirm = true;
        onRegression = Gate.UNSTABLE;
        onInconclusive = Gate.NOTHING;
    }

    public static AutoPerfConfiguration get() {
        return ExtensionList.lookupSingleton(AutoPerfConfiguration.class);
    }

    /** The step's own settings, and these where it has none. */
    Settings complete(AutoPerfStep step) {
        return new Settings(
                Util.fixNull(step.getId()),
                Util.fixNull(step.getSince()),
                Util.fixNull(step.getBuild()),
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

    /** @throws Failure where a value is out of its range; nothing is saved then */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        reset();
        Fields.dropEmpty(form);
        try {
            request.bindJSON(this, form);
        } catch (IllegalArgumentException e) {
            load();
            throw new Failure(e.getMessage());
        }
        save();
        return true;
    }

    public String getCounters() {
        return counters;
    }

    @DataBoundSetter
    public void setCounters(String counters) {
        this.counters = checked(or(Util.fixEmptyAndTrim(counters), COUNTERS), Settings::isCounters, Messages::Settings_BadCounters);
    }

    public int getRuns() {
        return runs;
    }

    @DataBoundSetter
    public void setRuns(int runs) {
        this.runs = checked(runs, Range.RUNS);
    }

    public int getWarmUp() {
        return warmUp;
    }

    @DataBoundSetter
    public void setWarmUp(int warmUp) {
        this.warmUp = checked(warmUp, Range.WARM_UP);
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = checked(or(Util.fixEmptyAndTrim(timeout), TIMEOUT), Settings::isDuration, Messages::Settings_BadTimeout);
    }

    public double getFalseAlarmRate() {
        return falseAlarmRate;
    }

    @DataBoundSetter
    public void setFalseAlarmRate(double falseAlarmRate) {
        this.falseAlarmRate = checked(falseAlarmRate, Range.FALSE_ALARM_RATE);
    }

    public double getMinimumEffect() {
        return minimumEffect;
    }

    @DataBoundSetter
    public void setMinimumEffect(double minimumEffect) {
        this.minimumEffect = checked(minimumEffect, Range.MINIMUM_EFFECT);
    }

    public int getHistory() {
        return history;
    }

    @DataBoundSetter
    public void setHistory(int history) {
        this.history = checked(history, Range.HISTORY);
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

    private static <T> T or(T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static <T extends Number> T checked(T value, Range range) {
        return checked(value, v -> range.holds(v.doubleValue()), range::complaint);
    }

    private static <T> T checked(T value, Predicate<T> fits, Function<T, String> complaint) {
        if (!fits.test(value)) {
            throw new IllegalArgumentException(complaint.apply(value));
        }
        return value;
    }
}

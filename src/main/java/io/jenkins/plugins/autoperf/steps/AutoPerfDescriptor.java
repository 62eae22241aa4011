package io.jenkins.plugins.autoperf.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form's checks. An empty field means the global default. */
public abstract class AutoPerfDescriptor extends StepDescriptor {
    @POST
    public FormValidation doCheckWorkload(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, text -> true, "", Messages.Settings_NoWorkload());
    }

    @POST
    public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, Settings::isId, Messages.Settings_BadId(value), null);
    }

    @POST
    public FormValidation doCheckCounters(@AncestorInPath Item item, @QueryParameter String value) {
        return check(
                item, value, t -> Settings.COUNTERS.matcher(t).matches(), Messages.Settings_BadCounters(value), null);
    }

    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, t -> Settings.DURATION.matcher(t).matches(), Messages.Settings_BadTimeout(value), null);
    }

    @POST
    public FormValidation doCheckBaseline(@AncestorInPath Item item, @QueryParameter String value) {
        return check(item, value, Settings::isBaseline, Messages.Settings_BadBaseline(value), null);
    }

    @POST
    public FormValidation doCheckRuns(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation range = number(item, "runs", value, 1, 10_000);
        boolean few = range.kind == FormValidation.Kind.OK && !value.isBlank() && Integer.parseInt(value.strip()) < 5;
        return few ? FormValidation.warning(Messages.AutoPerfDescriptor_FewRuns()) : range;
    }

    @POST
    public FormValidation doCheckWarmUp(@AncestorInPath Item item, @QueryParameter String value) {
        return number(item, "warmUp", value, 0, 1_000);
    }

    @POST
    public FormValidation doCheckClusters(@AncestorInPath Item item, @QueryParameter String value) {
        return number(item, "clusters", value, 0, 64);
    }

    @POST
    public FormValidation doCheckHistory(@AncestorInPath Item item, @QueryParameter String value) {
        return number(item, "history", value, 1, 50);
    }

    @POST
    public FormValidation doCheckThreshold(@AncestorInPath Item item, @QueryParameter String value) {
        return decimal(item, "threshold", value, 0, 100);
    }

    @POST
    public FormValidation doCheckFalseAlarmRate(@AncestorInPath Item item, @QueryParameter String value) {
        return decimal(item, "falseAlarmRate", value, 0.000001, 0.499);
    }

    @POST
    public FormValidation doCheckMinimumEffect(@AncestorInPath Item item, @QueryParameter String value) {
        return decimal(item, "minimumEffect", value, 0, 10);
    }

    @POST
    public ListBoxModel doFillOnRegressionItems(@AncestorInPath Item item) {
        return gates(item);
    }

    @POST
    public ListBoxModel doFillOnInconclusiveItems(@AncestorInPath Item item) {
        return gates(item);
    }

    @POST
    public ListBoxModel doFillConfirmItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            items.add(Messages.AutoPerfDescriptor_AsGlobal(), "");
            items.add(Messages.AutoPerfDescriptor_Yes(), "true");
            items.add(Messages.AutoPerfDescriptor_No(), "false");
        }
        return items;
    }

    private static ListBoxModel gates(Item item) {
        ListBoxModel items = new ListBoxModel();
        if (mayConfigure(item)) {
            items.add(Messages.AutoPerfDescriptor_AsGlobal(), "");
            for (Gate gate : Gate.values()) {
                items.add(gate.getDisplayName(), gate.name());
            }
        }
        return items;
    }

    private static FormValidation number(Item item, String name, String value, int low, int high) {
        Predicate<String> fits = t -> t.matches("\\d{1,6}") && Integer.parseInt(t) >= low && Integer.parseInt(t) <= high;
        return check(item, value, fits, Messages.Settings_OutOfRange(name, value, low, high), null);
    }

    private static FormValidation decimal(Item item, String name, String value, double low, double high) {
        Predicate<String> fits = t -> t.matches("\\d{0,9}\\.?\\d{0,9}")
                && t.matches(".*\\d.*")
                && Double.parseDouble(t) >= low
                && Double.parseDouble(t) <= high;
        return check(item, value, fits, Messages.Settings_OutOfRange(name, value, low, high), null);
    }

    /** @param missing what to say where the field is empty; null where that is allowed */
    private static FormValidation check(Item item, String value, Predicate<String> fits, String wrong, String missing) {
        if (!mayConfigure(item)) {
            return FormValidation.ok();
        }
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return missing == null ? FormValidation.ok() : FormValidation.error(missing);
        }
        return fits.test(text) ? FormValidation.ok() : FormValidation.error(wrong);
    }

    private static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}

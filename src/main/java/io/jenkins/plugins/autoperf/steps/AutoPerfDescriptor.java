package io.jenkins.plugins.autoperf.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The step's form. An empty field means the global default. */
public abstract class AutoPerfDescriptor extends StepDescriptor implements SharedFields {
    /** Shown where a field is empty. */
    public AutoPerfConfiguration getDefaults() {
        return AutoPerfConfiguration.get();
    }

    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        Fields.dropEmpty(form);
        return super.newInstance(request, form);
    }

    @POST
    public FormValidation doCheckWorkload(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.required(item, value, Messages.Settings_NoWorkload());
    }

    @POST
    public FormValidation doCheckSince(@AncestorInPath Item item, @QueryParameter String value, @QueryParameter String build) {
        boolean missing = Util.fixEmptyAndTrim(value) == null && Util.fixEmptyAndTrim(build) != null;
        return missing
                ? Fields.required(item, value, Messages.Settings_NoSince())
                : Fields.text(item, value, Settings::isCommit, Messages.Settings_BadSince(value));
    }

    @POST
    public ComboBoxModel doFillSinceItems() {
        return new ComboBoxModel(Settings.PREVIOUS_SUCCESSFUL, SinceCommit.PARENT);
    }

    @POST
    public FormValidation doCheckBuild(@AncestorInPath Item item, @QueryParameter String value, @QueryParameter String since) {
        return Util.fixEmptyAndTrim(since) == null ? FormValidation.ok() : Fields.required(item, value, Messages.Settings_NoBuild());
    }

    @POST
    public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.text(item, value, Settings::isId, Messages.Settings_BadId(value));
    }

    @POST
    public FormValidation doCheckBaseline(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.text(item, value, Settings::isBaseline, Messages.Settings_BadBaseline(value));
    }

    @POST
    public ComboBoxModel doFillBaselineItems() {
        return new ComboBoxModel(Settings.PREVIOUS_SUCCESSFUL, Settings.ANCHOR, Settings.TARGET_BRANCH);
    }

    @POST
    public FormValidation doCheckClusters(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.whole(item, value, Range.CLUSTERS);
    }

    @POST
    public FormValidation doCheckThreshold(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.decimal(item, value, Range.THRESHOLD);
    }

    @POST
    public ListBoxModel doFillOnRegressionItems() {
        return gates(getDefaults().getOnRegression());
    }

    @POST
    public ListBoxModel doFillOnInconclusiveItems() {
        return gates(getDefaults().getOnInconclusive());
    }

    @POST
    public ListBoxModel doFillConfirmItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(asGlobal(yesOrNo(getDefaults().isConfirm())), "");
        items.add(yesOrNo(true), "true");
        items.add(yesOrNo(false), "false");
        return items;
    }

    private static ListBoxModel gates(Gate global) {
        ListBoxModel items = new ListBoxModel();
        items.add(asGlobal(global.getDisplayName()), "");
        for (Gate gate : Gate.values()) {
            items.add(gate.getDisplayName(), gate.name());
        }
        return items;
    }

    private static String asGlobal(String value) {
        return Messages.AutoPerfDescriptor_AsGlobal(value);
    }

    private static String yesOrNo(boolean value) {
        return value ? Messages.AutoPerfDescriptor_Yes() : Messages.AutoPerfDescriptor_No();
    }
}

package io.jenkins.plugins.autoperf.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Checks of the fields that both the step and its global defaults have. */
public interface SharedFields {
    @POST
    default FormValidation doCheckCounters(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.text(item, value, Settings::isCounters, Messages.Settings_BadCounters(value));
    }

    @POST
    default FormValidation doCheckRuns(@AncestorInPath Item item, @QueryParameter String value) {
        FormValidation range = Fields.whole(item, value, Range.RUNS);
        boolean few = Fields.text(item, value, t -> t.matches("[1-9]\\d+|[5-9]"), "").kind != FormValidation.Kind.OK;
        return range.kind == FormValidation.Kind.OK && few
                ? FormValidation.warning(Messages.SharedFields_FewRuns())
                : range;
    }

    @POST
    default FormValidation doCheckWarmUp(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.whole(item, value, Range.WARM_UP);
    }

    @POST
    default FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.text(item, value, Settings::isDuration, Messages.Settings_BadTimeout(value));
    }

    @POST
    default FormValidation doCheckFalseAlarmRate(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.decimal(item, value, Range.FALSE_ALARM_RATE);
    }

    @POST
    default FormValidation doCheckMinimumEffect(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.decimal(item, value, Range.MINIMUM_EFFECT);
    }

    @POST
    default FormValidation doCheckHistory(@AncestorInPath Item item, @QueryParameter String value) {
        return Fields.whole(item, value, Range.HISTORY);
    }
}

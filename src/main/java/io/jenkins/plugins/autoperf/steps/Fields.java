package io.jenkins.plugins.autoperf.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;

/** Fields of a form: an empty one means the default, and only who may change it is told what is wrong with it. */
final class Fields {
    private static final String WHOLE = "\\d{1,9}";
    private static final String DECIMAL = "\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}";

    private Fields() {}

    /** Leaves out what is empty: Stapler makes false of an empty yes or no, and nothing of an empty enumeration. */
    static void dropEmpty(JSONObject form) {
        for (Object key : List.copyOf(form.keySet())) {
            if ("".equals(form.get(key))) {
                form.remove(key);
            }
        }
    }

    static FormValidation whole(Item item, String value, Range range) {
        return text(item, value, t -> t.matches(WHOLE) && range.holds(Integer.parseInt(t)), range.complaint(value));
    }

    static FormValidation decimal(Item item, String value, Range range) {
        return text(item, value, t -> t.matches(DECIMAL) && range.holds(Double.parseDouble(t)), range.complaint(value));
    }

    static FormValidation text(Item item, String value, Predicate<String> fits, String wrong) {
        return !mayConfigure(item) || isEmpty(value) || fits.test(value.strip())
                ? FormValidation.ok()
                : FormValidation.error(wrong);
    }

    static FormValidation required(Item item, String value, String missing) {
        return mayConfigure(item) && isEmpty(value) ? FormValidation.error(missing) : FormValidation.ok();
    }

    private static boolean isEmpty(String value) {
        return value == null || value.isBlank();
    }

    private static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}

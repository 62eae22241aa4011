package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.Locale;

/** How a verdict looks on a page: a word, a shape that tells it apart without colour, and a colour. */
public final class VerdictLook {
    private final Verdict verdict;

    VerdictLook(Verdict verdict) {
        this.verdict = verdict;
    }

    /** @param name as kept in {@code build.xml}; one that this version does not know counts as inconclusive */
    static VerdictLook of(String name) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(name)) {
                return new VerdictLook(verdict);
            }
        }
        return new VerdictLook(Verdict.INCONCLUSIVE);
    }

    public String getLabel() {
        return switch (verdict) {
            case REGRESSION -> Messages.VerdictLook_Regression();
            case INCONCLUSIVE -> Messages.VerdictLook_Inconclusive();
            case CHANGED -> Messages.VerdictLook_Changed();
            case IMPROVEMENT -> Messages.VerdictLook_Improvement();
            case UNCHANGED -> Messages.VerdictLook_Unchanged();
        };
    }

    public String getMeaning() {
        return switch (verdict) {
            case REGRESSION -> Messages.VerdictLook_RegressionMeans();
            case INCONCLUSIVE -> Messages.VerdictLook_InconclusiveMeans();
            case CHANGED -> Messages.VerdictLook_ChangedMeans();
            case IMPROVEMENT -> Messages.VerdictLook_ImprovementMeans();
            case UNCHANGED -> Messages.VerdictLook_UnchangedMeans();
        };
    }

    public String getSign() {
        return switch (verdict) {
            case REGRESSION -> "▲";
            case INCONCLUSIVE -> "?";
            case CHANGED -> "◆";
            case IMPROVEMENT -> "▼";
            case UNCHANGED -> "=";
        };
    }

    public String getIcon() {
        String name =
                switch (verdict) {
                    case REGRESSION -> "trending-up-outline";
                    case INCONCLUSIVE -> "help-circle-outline";
                    case CHANGED -> "swap-horizontal-outline";
                    case IMPROVEMENT -> "trending-down-outline";
                    case UNCHANGED -> "checkmark-circle-outline";
                };
        return "symbol-" + name + " plugin-ionicons-api";
    }

    /** Class of {@code autoperf.css} that gives the colour. */
    public String getStyle() {
        return "ap-" + verdict.name().toLowerCase(Locale.ROOT);
    }

    /** 0 for the mildest. */
    public int getSeverity() {
        return verdict.ordinal();
    }
}

package io.jenkins.plugins.autoperf.diagnosis;

import java.util.List;

/**
 * Why a region changed.
 *
 * @param cause short name of the kind of defect, such as "more page faults"; empty where nothing is to be explained
 * @param explanation plain words for an engineer who knows no computer architecture
 * @param evidence the figures that the rule looked at, each a phrase
 * @param suggestion what to look for in the code
 * @param limits what this telemetry cannot tell about it; empty where nothing is left open
 */
public record Diagnosis(
        String cause, String explanation, List<String> evidence, String suggestion, String limits) {
    public static final Diagnosis NONE = new Diagnosis("", "", List.of(), "", "");
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

/**
 * What becomes of a method that is touched or wanted.
 *
 * @param region name of its region
 * @param name its own name
 * @param line first of its declaration, or of its code where the source is not looked at
 * @param why it is looked at
 * @param reason why it is not annotated, or empty
 */
record Decision(MethodCode code, String region, RegionName name, int line, String why, String reason) {
    boolean annotated() {
        return reason.isEmpty();
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm;

/**
 * A method that the agent looked at.
 *
 * @param region name of its region: its signature, or that of the method of the other version that it was taken for
 * @param name class and method, with dots
 * @param signature the name with the erased types of the parameters
 * @param file source, as it was named to the agent; empty where the method was asked for by name
 * @param line first of its declaration, or of its code
 * @param why it was looked at
 * @param reason why it was not annotated, or empty
 */
public record AnnotatedMethod(String region, String name, String signature, String file, int line, String why, String reason) {
    public boolean annotated() {
        return reason.isEmpty();
    }
}

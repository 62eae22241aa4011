package io.jenkins.plugins.autoperf.workload;

/**
 * How far a measurement is.
 *
 * @param done executions of the workload that have ended
 * @param total executions planned
 * @param text what is running now, or how the last one ended
 */
public record Progress(int done, int total, String text) {}

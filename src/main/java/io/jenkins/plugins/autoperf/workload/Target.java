package io.jenkins.plugins.autoperf.workload;

import java.nio.file.Path;

/**
 * A workload and where its profile goes.
 *
 * @param name how progress and errors call it
 */
public record Target(String name, Workload workload, Path output) {}

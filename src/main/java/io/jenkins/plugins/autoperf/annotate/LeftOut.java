package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;

/**
 * A change that touches no function that could be found.
 *
 * @param file that changed
 * @param lines as {@link LineRange} writes them, or empty for the whole file
 * @param reason in plain words
 */
public record LeftOut(Path file, String lines, String reason) {}

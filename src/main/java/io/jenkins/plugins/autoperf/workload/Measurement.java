package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.profile.Overhead;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param profiles the outputs of the targets, in their order
 * @param overhead of the first target; empty where it was not measured or no pair succeeded
 * @param remarks what came of the simulated runs beside the native ones, each a sentence for the user
 */
public record Measurement(List<Path> profiles, Optional<Overhead> overhead, List<String> remarks) {}

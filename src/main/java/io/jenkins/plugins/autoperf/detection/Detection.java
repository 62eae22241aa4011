package io.jenkins.plugins.autoperf.detection;

import java.util.List;

/**
 * The verdict on a build.
 *
 * @param verdict the worst of its regions'
 * @param regions the worst first
 * @param warnings what the user should know, each a sentence
 */
public record Detection(
        Verdict verdict, DetectionOptions options, List<RegionVerdict> regions, Noise noise, List<String> warnings) {}

package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.build.AnnotatedFunction;
import io.jenkins.plugins.autoperf.annotate.build.BuildLog;
import io.jenkins.plugins.autoperf.annotate.build.Limits;
import io.jenkins.plugins.autoperf.annotate.build.TwoVersions;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaMethods;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a change touched, as a build of a copy annotates them.
 *
 * @param annotated by file and line
 * @param leftOut the others, and why
 * @param notes sentences on what may be missing
 */
record BuildListing(List<AnnotatedFunction> annotated, Map<AnnotatedFunction, String> leftOut, List<String> notes) {
    static BuildListing of(Console console, Changes changes, Path folder, String line, Limits limits) {
        try (TwoVersions versions = new TwoVersions(
                changes, SinceRun.within(changes.root(), folder), line, limits, Optional.empty(), console::say)) {
            versions.buildCandidate();
            BuildLog log = versions.log();
            List<String> notes = new ArrayList<>(changes.notes());
            notes.addAll(versions.notes());
            if (changes.files().stream().anyMatch(change -> !change.ranges().isEmpty() && JavaMethods.isSource(change.file()))) {
                notes.add("Java methods are annotated when the program runs, by \"autoperf run\"; without --build they are listed as the sources show them.");
            }
            return new BuildListing(versions.pairing().added(), log.leftOut(), notes);
        }
    }

    String text(String since) {
        StringBuilder text = new StringBuilder();
        int touched = annotated.size() + leftOut.size();
        text.append(touched).append(touched == 1 ? " function" : " functions").append(" touched since ").append(since).append(", ")
                .append(annotated.size()).append(" annotated in the build.\n\n");
        annotated.forEach(f -> text.append("  ").append(f.place()).append("  ").append(f.signature()).append("  ").append(f.why()).append('\n'));
        if (!leftOut.isEmpty()) {
            text.append("\nTouched, but not annotated:\n");
            leftOut.forEach((f, why) -> text.append("  ").append(f.place()).append("  ").append(f.signature()).append("  ").append(why).append('\n'));
        }
        notes.forEach(note -> text.append("\nNote: ").append(note).append('\n'));
        return text.toString();
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("annotated", annotated);
        List<Map<String, Object>> others = new ArrayList<>();
        leftOut.forEach((function, why) -> others.add(Map.of("function", function, "reason", why)));
        document.put("leftOut", others);
        document.put("notes", notes);
        return document;
    }
}

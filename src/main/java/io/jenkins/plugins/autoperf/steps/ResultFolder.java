package io.jenkins.plugins.autoperf.steps;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the result of one measurement lies beside the build: {@code autoperf/ID/} in the build's folder. */
final class ResultFolder {
    static final String REPORT = "report.json.gz";
    static final String MODEL = "model.json.gz";
    static final String COMMIT = "commit";
    private static final String TREND = "trend.json";

    /** Cannot be an id, which begins with a letter or digit. */
    private static final String WITHOUT_ID = "_";

    private final Path folder;

    private ResultFolder(Path folder) {
        this.folder = folder;
    }

    /** @param id checked by {@link Settings#isId}, or empty */
    static ResultFolder of(Run<?, ?> run, String id) {
        return new ResultFolder(under(run.getRootDir().toPath(), id));
    }

    /** The folder of an id under a build's or a job's own. */
    static Path under(Path root, String id) {
        if (!id.isEmpty() && !Settings.isId(id)) {
            throw new IllegalArgumentException("Not an id: " + id);
        }
        return root.resolve("autoperf").resolve(id.isEmpty() ? WITHOUT_ID : id);
    }

    Path create() throws IOException {
        return Files.createDirectories(folder);
    }

    Path report() {
        return folder.resolve(REPORT);
    }

    Path model() {
        return folder.resolve(MODEL);
    }

    /** Where it lies until it is known to be one. */
    Path commit() {
        return folder.resolve(COMMIT);
    }

    Path trend() {
        return folder.resolve(TREND);
    }

    boolean hasModel() {
        return Files.isRegularFile(model());
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.annotate.LineRange;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java source that the change touched.
 *
 * @param file absolute path
 * @param folder package with slashes, as class files write it; empty for none
 * @param ranges changed lines
 * @param blocks its braces
 */
record ChangedSource(Path file, String folder, List<LineRange> ranges, List<JavaText.Block> blocks) {
    /** Package and file name, by which a class file knows its source. */
    String key() {
        return key(folder, file.getFileName().toString());
    }

    static String key(String folder, String name) {
        return folder + "/" + name;
    }
}

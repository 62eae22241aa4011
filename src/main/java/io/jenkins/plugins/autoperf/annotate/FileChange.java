package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that a change touched.
 *
 * @param file absolute path of the new version; of the old one where it was deleted
 * @param kind what happened to it
 * @param before where it was renamed or copied from, else the same as {@code file}
 * @param ranges changed lines, ascending, without those where only comments or white space changed
 * @param plain changed places where only comments or white space changed
 */
public record FileChange(Path file, Kind kind, Path before, List<LineRange> ranges, List<LineRange> plain) {
    /** What happened to a file. */
    public enum Kind {
        ADDED,
        MODIFIED,
        RENAMED,
        COPIED,
        DELETED
    }

    public FileChange {
        ranges = List.copyOf(ranges);
        plain = List.copyOf(plain);
    }
}

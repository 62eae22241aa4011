package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that a change touched.
 *
 * @param file absolute path of the new version; of the old one where it was deleted
 * @param kind what happened to it
 * @param before where it was renamed or copied from, else the same as {@code file}
 * @param ranges changed lines, ascending; those where only comments or white space changed are not among them
 * @param note why there are no ranges, or empty
 */
public record FileChange(Path file, Kind kind, Path before, List<LineRange> ranges, String note) {
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
    }
}

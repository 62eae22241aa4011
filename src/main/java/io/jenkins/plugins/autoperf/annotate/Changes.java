package io.jenkins.plugins.autoperf.annotate;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All files that a change touched, and the file that tells the native program of them.
 *
 * <p>That file has one line a changed source: its absolute, real path; a tab; its ranges with commas between. A range is
 * {@code 12-14}, lines 12 to 14 are new or changed, or {@code 12^13}, something that stood after line 12 and before line 13
 * is gone ({@code 12^15}: it stood somewhere between 12 and 15, the diff leaves open where). Lines count from 1 in the new
 * version; {@code 0^1} is a gap at its beginning, and of a file of n lines {@code n^n+1} one at its end. Deleted files and such without changed
 * lines are not in it. A path may hold tabs: the last one counts.
 *
 * @param root working tree of the repository: absolute, real path
 * @param base full id of the commit with which it was compared
 * @param files by path
 * @param notes on what could not be compared, in sentences
 */
public record Changes(Path root, String base, List<FileChange> files, List<String> notes) {
    public Changes {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /** The same changes in a copy of the tree. */
    public Changes inCopy(Path copy) {
        List<FileChange> there = files.stream()
                .map(change -> new FileChange(
                        moved(change.file(), copy), change.kind(), moved(change.before(), copy), change.ranges(), change.note()))
                .toList();
        return new Changes(copy, base, there, notes);
    }

    private Path moved(Path file, Path copy) {
        return file.startsWith(root) ? copy.resolve(root.relativize(file)) : file;
    }

    /** Writes that file. */
    public void write(Path file) {
        String text = files.stream()
                .filter(change -> change.kind() != FileChange.Kind.DELETED && !change.ranges().isEmpty())
                .filter(change -> change.file().toString().indexOf('\n') < 0)
                .map(change -> change.file() + "\t"
                        + change.ranges().stream().map(LineRange::toString).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The list of changes " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}

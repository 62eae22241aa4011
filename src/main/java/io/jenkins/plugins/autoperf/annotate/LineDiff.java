package io.jenkins.plugins.autoperf.annotate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The lines in which the code of two versions of a text differs. */
final class LineDiff {
    private final byte[] beforeCode;
    private final byte[] afterCode;
    private final List<String> before;
    private final List<String> after;

    private LineDiff(byte[] before, byte[] after) {
        beforeCode = CodeText.of(before);
        afterCode = CodeText.of(after);
        this.before = lines(beforeCode);
        this.after = lines(afterCode);
    }

    /** Lines of a text that was read by {@link CodeText}. */
    static List<String> lines(byte[] code) {
        return new String(code, StandardCharsets.ISO_8859_1).lines().toList();
    }

    /** Ranges of lines of the new version, ascending. Empty where only comments or white space differ. */
    static List<LineRange> between(byte[] before, byte[] after) {
        return new LineDiff(before, after).ranges();
    }

    private List<LineRange> ranges() {
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, new RawText(beforeCode), new RawText(afterCode));
        List<LineRange> ranges = new ArrayList<>();
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            int from = i == 0 ? 0 : edits.get(i - 1).getEndB();
            int to = i + 1 == edits.size() ? after.size() : edits.get(i + 1).getBeginB();
            LineRange range = switch (edit.getType()) {
                case INSERT -> inserted(edit, from, to);
                case DELETE -> deleted(edit, from, to);
                case REPLACE -> replaced(edit);
                case EMPTY -> null;
            };
            if (range != null) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /**
     * The lines that are new however the diff is aligned: a function put between two others may as well have brought the
     * brace that ends the one before. Where there is no such line, those of this alignment.
     */
    private LineRange inserted(Edit edit, int from, int to) {
        int up = 0;
        while (edit.getBeginB() - up > from && after.get(edit.getBeginB() - up - 1).equals(after.get(edit.getEndB() - up - 1))) {
            up++;
        }
        int down = 0;
        while (edit.getEndB() + down < to && after.get(edit.getBeginB() + down).equals(after.get(edit.getEndB() + down))) {
            down++;
        }
        int first = edit.getBeginB() + down;
        int end = edit.getEndB() - up;
        LineRange core = first < end ? trimmed(first, end) : null;
        return core == null ? trimmed(edit.getBeginB(), edit.getEndB()) : core;
    }

    private LineRange deleted(Edit edit, int from, int to) {
        if (isBlank(before, edit.getBeginA(), edit.getEndA())) {
            return null;
        }
        int up = 0;
        while (edit.getBeginB() - up > from && before.get(edit.getBeginA() - up - 1).equals(before.get(edit.getEndA() - up - 1))) {
            up++;
        }
        int down = 0;
        while (edit.getBeginB() + down < to && before.get(edit.getBeginA() + down).equals(before.get(edit.getEndA() + down))) {
            down++;
        }
        return LineRange.gap(edit.getBeginB() - up, edit.getBeginB() + down + 1);
    }

    private LineRange replaced(Edit edit) {
        LineRange lines = trimmed(edit.getBeginB(), edit.getEndB());
        if (lines != null) {
            return lines;
        }
        // Code gave way to blank lines or comments.
        return isBlank(before, edit.getBeginA(), edit.getEndA()) ? null : LineRange.gap(edit.getBeginB(), edit.getEndB() + 1);
    }

    /** The lines, counted from 1, without blank ones at the ends; null where all are blank. */
    private LineRange trimmed(int begin, int end) {
        int first = begin;
        int last = end;
        while (first < last && isBlank(after, first, first + 1)) {
            first++;
        }
        while (first < last && isBlank(after, last - 1, last)) {
            last--;
        }
        return first == last ? null : LineRange.lines(first + 1, last);
    }

    private static boolean isBlank(List<String> text, int begin, int end) {
        for (int line = begin; line < end; line++) {
            if (!text.get(line).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}

package io.jenkins.plugins.autoperf.annotate;

/**
 * Changed lines of a file's new version.
 *
 * @param first from 1; 0 only for a gap at the file's beginning
 * @param last at least {@code first}
 * @param gap nothing is new here, but lines that stood somewhere after {@code first} and before {@code last} are gone. The two
 *     are further apart than 1 where the diff leaves open from where exactly: only what holds both lines surely lost some.
 */
public record LineRange(int first, int last, boolean gap) {
    public LineRange {
        if (first < (gap ? 0 : 1) || last < first || (gap && last == first)) {
            throw new IllegalArgumentException("no range of lines: " + first + " to " + last);
        }
    }

    static LineRange lines(int first, int last) {
        return new LineRange(first, last, false);
    }

    static LineRange gap(int before, int after) {
        return new LineRange(before, after, true);
    }

    /** {@code 12-14} for lines, {@code 12^13} for a gap. */
    @Override
    public String toString() {
        return first + (gap ? "^" : "-") + last;
    }
}

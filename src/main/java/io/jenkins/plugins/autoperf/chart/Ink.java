package io.jenkins.plugins.autoperf.chart;

import java.awt.Color;
import java.util.Locale;

/**
 * What a stroke or a fill means. Charts are drawn with one stand-in colour each, and {@link SvgRenderer} turns those into
 * CSS classes, so that the page decides on the colours and one drawing serves light and dark.
 */
enum Ink {
    BASELINE("baseline", Anchor.START),
    CANDIDATE("candidate", Anchor.START),
    BASELINE_AREA("baseline-area", Anchor.START),
    CANDIDATE_AREA("candidate-area", Anchor.START),
    QUIET("quiet", Anchor.START),
    MARK("mark", Anchor.START),
    GRID("grid", Anchor.START),
    AXIS("axis", Anchor.START),
    /** Text that starts, is centred or ends at its place, whatever the width of the reader's font. */
    LABEL_START("label", Anchor.START),
    LABEL_MIDDLE("label", Anchor.MIDDLE),
    LABEL_END("label", Anchor.END);

    enum Anchor {
        START,
        MIDDLE,
        END
    }

    final String name;
    final Anchor anchor;

    Ink(String name, Anchor anchor) {
        this.name = name;
        this.anchor = anchor;
    }

    /** The stand-in; no meaning but to be told from the others. */
    Color color() {
        return new Color(201, 3 * ordinal() + 1, 77);
    }

    /** As Batik writes {@link #color()}. */
    static Ink of(String rgb) {
        for (Ink ink : values()) {
            Color c = ink.color();
            if (rgb.equals(String.format(Locale.ROOT, "rgb(%d,%d,%d)", c.getRed(), c.getGreen(), c.getBlue()))) {
                return ink;
            }
        }
        throw new IllegalArgumentException("Not a colour of the charts: " + rgb);
    }
}

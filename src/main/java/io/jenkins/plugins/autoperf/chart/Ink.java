package io.jenkins.plugins.autoperf.chart;

import java.awt.Color;
import java.util.Locale;

/**
 * What a stroke or a fill means, with its colour on a light and on a dark page. {@link SvgRenderer} writes it as a CSS
 * class, and {@code report/autoperf.css} holds the same colours, so that one drawing serves light and dark.
 */
enum Ink {
    BASELINE("baseline", 0x2f74b5, 0x6badea),
    CANDIDATE("candidate", 0xd06c0e, 0xf2a04e),
    BASELINE_AREA("baseline-area", 0x472f74b5, 0x476badea),
    CANDIDATE_AREA("candidate-area", 0x57d06c0e, 0x57f2a04e),
    QUIET("quiet", 0x7f8790, 0x7b8590),
    MARK("mark", 0x1d2126, 0xe6e8ea),
    GRID("grid", 0xe7e8e5, 0x2b3136),
    AXIS("axis", 0xb4b9bf, 0x59626b),
    REGRESSION("regression", 0xb3261e, 0xff9c90),
    INCONCLUSIVE("inconclusive", 0x7a5b00, 0xe9c85b),
    IMPROVEMENT("improvement", 0x0b6e58, 0x6fd3b6),
    LINE_1("line-1", 0x2f74b5, 0x6badea),
    LINE_2("line-2", 0xc2570c, 0xf2a04e),
    LINE_3("line-3", 0x0b7a5f, 0x5fcfae),
    LINE_4("line-4", 0x8a4fc0, 0xc9a2f5),
    LINE_5("line-5", 0x8a6d00, 0xd9c15a),
    /** Text that starts, is centred or ends at its place, whatever the width of the reader's font. */
    LABEL_START(Anchor.START),
    LABEL_MIDDLE(Anchor.MIDDLE),
    LABEL_END(Anchor.END);

    enum Anchor {
        START,
        MIDDLE,
        END
    }

    final String name;
    final Anchor anchor;
    final Color light;
    final Color dark;

    /** @param light red, green and blue, below an opacity that is whole where it is 0 */
    Ink(String name, int light, int dark) {
        this(name, Anchor.START, light, dark);
    }

    Ink(Anchor anchor) {
        this("label", anchor, 0x59626d, 0xa2abb5);
    }

    Ink(String name, Anchor anchor, int light, int dark) {
        this.name = name;
        this.anchor = anchor;
        this.light = new Color(light, light >>> 24 != 0);
        this.dark = new Color(dark, dark >>> 24 != 0);
    }

    /** No meaning but to be told from the others. */
    Color standIn() {
        return new Color(201, 3 * ordinal() + 1, 77);
    }

    /** As Batik writes {@link #standIn()}. */
    static Ink of(String rgb) {
        for (Ink ink : values()) {
            Color c = ink.standIn();
            if (rgb.equals(String.format(Locale.ROOT, "rgb(%d,%d,%d)", c.getRed(), c.getGreen(), c.getBlue()))) {
                return ink;
            }
        }
        throw new IllegalArgumentException("Not a colour of the charts: " + rgb);
    }
}

package io.jenkins.plugins.autoperf.chart;

import java.awt.Color;
import java.util.function.Function;

/** The colours that a chart is drawn in. */
public final class Palette {
    public static final Palette LIGHT = new Palette(ink -> ink.light, new Color(0xffffff));
    public static final Palette DARK = new Palette(ink -> ink.dark, new Color(0x1c2024));
    /** For a drawing whose colours the page decides on. */
    static final Palette STAND_INS = new Palette(Ink::standIn, null);

    private final Function<Ink, Color> colours;
    private final Color background;

    private Palette(Function<Ink, Color> colours, Color background) {
        this.colours = colours;
        this.background = background;
    }

    Color of(Ink ink) {
        return colours.apply(ink);
    }

    /** What the colours are readable on. */
    public Color background() {
        return background;
    }
}

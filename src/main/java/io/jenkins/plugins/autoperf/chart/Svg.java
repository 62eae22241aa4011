package io.jenkins.plugins.autoperf.chart;

/**
 * A finished drawing: markup for the inside of an HTML page, with all text escaped. Only this package can make one, so
 * that a page may take it unescaped. Its colours are classes of {@code report/autoperf.css} and need an element of class
 * {@code autoperf} around it.
 */
public final class Svg {
    private static final boolean DRAWABLE = tryFont();

    private final String markup;

    Svg(String markup) {
        this.markup = markup;
    }

    public String markup() {
        return markup;
    }

    /** Whether charts can be drawn: Java needs a font to measure text, and a bare container may have none. */
    public static boolean drawable() {
        return DRAWABLE;
    }

    private static boolean tryFont() {
        try {
            SvgRenderer.width("0", PlotStyle.FONT);
            return true;
        } catch (LinkageError | InternalError | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return markup;
    }
}

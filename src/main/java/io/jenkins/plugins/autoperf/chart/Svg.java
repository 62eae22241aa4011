package io.jenkins.plugins.autoperf.chart;

/**
 * A finished drawing: markup for the inside of an HTML page, with all text escaped. Only this package can make one, so
 * that a page may take it unescaped.
 */
public final class Svg {
    private static final String CSS = """
            .ap-chart{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
            .ap-chart text{fill:var(--ink-label);font-size:12px;font-variant-numeric:tabular-nums}
            .ap-chart .e{text-anchor:end}.ap-chart .m{text-anchor:middle}
            .ap-f-baseline{fill:var(--baseline)}.ap-f-candidate{fill:var(--candidate)}
            .ap-f-baseline-area{fill:var(--baseline);fill-opacity:.28}.ap-f-candidate-area{fill:var(--candidate);fill-opacity:.34}
            .ap-f-quiet{fill:var(--ink-quiet)}.ap-f-mark{fill:var(--ink-mark)}
            [class^=ap-s-]{fill:none}
            .ap-s-baseline{stroke:var(--baseline)}.ap-s-candidate{stroke:var(--candidate)}
            .ap-s-quiet{stroke:var(--ink-quiet)}.ap-s-mark{stroke:var(--ink-mark)}
            .ap-s-grid{stroke:var(--ink-grid)}.ap-s-axis{stroke:var(--ink-axis)}
            """;

    private static final boolean DRAWABLE = tryFont();

    private final String markup;

    Svg(String markup) {
        this.markup = markup;
    }

    public String markup() {
        return markup;
    }

    /**
     * The style sheet that the drawings need. The page defines the custom properties {@code --baseline},
     * {@code --candidate}, {@code --ink-label}, {@code --ink-quiet}, {@code --ink-mark}, {@code --ink-grid} and
     * {@code --ink-axis}.
     */
    public static String css() {
        return CSS;
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

package io.jenkins.plugins.autoperf.chart;

import java.util.function.Function;
import org.jfree.chart.JFreeChart;

/** A chart that can be drawn as an image in the colours of a palette, or as SVG in those of its page. */
public final class Chart {
    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final Function<Palette, JFreeChart> drawing;

    Chart(String title, String description, int width, int height, Function<Palette, JFreeChart> drawing) {
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    /** What the chart shows. */
    public String title() {
        return title;
    }

    /** What the chart says, in words: its text equivalent. */
    public String description() {
        return description;
    }

    /** In pixels at which its text is 12 pixels high. */
    public int width() {
        return width;
    }

    /** In the same pixels. */
    public int height() {
        return height;
    }

    /** A new plot in real colours, with the tool tips and links of its points for an image map. */
    public JFreeChart plot(Palette palette) {
        return drawing.apply(palette);
    }

    /** Only where {@link Svg#drawable()}. */
    public Svg svg() {
        return SvgRenderer.draw(this);
    }
}

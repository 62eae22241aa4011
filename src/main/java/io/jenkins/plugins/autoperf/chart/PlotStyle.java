package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.ui.RectangleEdge;
import org.jfree.ui.RectangleInsets;

/** What all charts look alike in: no frame, no background, quiet grid, labels that the page anchors. */
final class PlotStyle {
    /** Drawn at this width, a chart's text stays readable from a 360 px phone to half of a desktop page. */
    static final int WIDTH = 360;

    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Stroke DASHED = dashes(6, 4);
    static final Stroke DOTTED = dashes(1.5f, 4);

    /** In a legend. */
    static final Shape SQUARE = new Rectangle2D.Double(-4.5, -4.5, 9, 9);

    private PlotStyle() {}

    private static Stroke dashes(float on, float off) {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {on, off}, 0);
    }

    static JFreeChart chart(XYPlot plot, Palette palette) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(palette.of(Ink.GRID));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setRangeZeroBaselineVisible(false);
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(palette.background());
        chart.setPadding(new RectangleInsets(6, 2, 2, 8));
        return chart;
    }

    /** An axis for tick labels of one alignment: middle below a plot, end to its left, start to its right. */
    static <A extends ValueAxis> A style(A axis, Palette palette, Ink label, boolean line) {
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(palette.of(label));
        axis.setAxisLineVisible(line);
        axis.setAxisLinePaint(palette.of(Ink.AXIS));
        axis.setTickMarksVisible(false);
        axis.setTickLabelInsets(new RectangleInsets(3, 7, 2, 7));
        return axis;
    }

    /** A vertical axis to the left of the plot. */
    static NumberAxis vertical(Palette palette, double low, double high, DoubleFunction<String> format) {
        NumberAxis axis = style(new NumberAxis(), palette, Ink.LABEL_END, false);
        axis.setRange(low, high);
        axis.setNumberFormatOverride(format(format));
        return axis;
    }

    /** A legend beside or above the plot, one line an entry beside it. */
    static LegendTitle legend(Palette palette, RectangleEdge edge, List<LegendItem> items) {
        LegendItemCollection all = new LegendItemCollection();
        items.forEach(all::add);
        LegendTitle legend = new LegendTitle(() -> all);
        legend.setPosition(edge);
        legend.setItemFont(FONT);
        legend.setItemPaint(palette.of(Ink.LABEL_START));
        legend.setBackgroundPaint(null);
        legend.setLegendItemGraphicPadding(new RectangleInsets(3, 4, 3, 2));
        legend.setItemLabelPadding(new RectangleInsets(2, 3, 2, 12));
        return legend;
    }

    static LegendItem filled(String text, Shape shape, Color colour) {
        return new LegendItem(text, null, null, null, shape, colour);
    }

    static NumberFormat format(DoubleFunction<String> format) {
        return new NumberFormat() {
            @Override
            public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
                return to.append(format.apply(number));
            }

            @Override
            public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
                return format((double) number, to, position);
            }

            @Override
            public Number parse(String source, ParsePosition position) {
                throw new UnsupportedOperationException("An axis only writes.");
            }
        };
    }
}

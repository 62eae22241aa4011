package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Stroke;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.ui.RectangleInsets;

/** What all charts look alike in: no frame, no background, quiet grid, labels that the page anchors. */
final class PlotStyle {
    /** Drawn at this width, a chart's text stays readable from a 360 px phone to half of a desktop page. */
    static final int WIDTH = 360;

    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Stroke DASHED = dashes(6, 4);
    static final Stroke DOTTED = dashes(1.5f, 4);

    private PlotStyle() {}

    private static Stroke dashes(float on, float off) {
        return new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {on, off}, 0);
    }

    static JFreeChart chart(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Ink.GRID.color());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setRangeZeroBaselineVisible(false);
        JFreeChart chart = new JFreeChart(null, FONT, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(6, 2, 2, 8));
        return chart;
    }

    /** An axis for tick labels of one alignment: middle below a plot, end to its left, start to its right. */
    static <A extends ValueAxis> A style(A axis, Ink label, boolean line) {
        axis.setTickLabelFont(FONT);
        axis.setTickLabelPaint(label.color());
        axis.setAxisLineVisible(line);
        axis.setAxisLinePaint(Ink.AXIS.color());
        axis.setTickMarksVisible(false);
        axis.setTickLabelInsets(new RectangleInsets(3, 7, 2, 7));
        return axis;
    }

    /** A vertical axis to the left of the plot. */
    static NumberAxis vertical(double low, double high, DoubleFunction<String> format) {
        NumberAxis axis = style(new NumberAxis(), Ink.LABEL_END, false);
        axis.setRange(low, high);
        axis.setNumberFormatOverride(format(format));
        return axis;
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

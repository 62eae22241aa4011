package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.ui.RectangleEdge;

/** A few curves over two numbered axes, such as true-positive over false-positive rates. */
public final class CurvesChart {
    /** Lines beyond are not drawn. */
    public static final int MOST_LINES = 5;

    private static final int HEIGHT = 330;
    private static final Ink[] INKS = {Ink.LINE_1, Ink.LINE_2, Ink.LINE_3, Ink.LINE_4, Ink.LINE_5};
    private static final Stroke[] STROKES = {
        new BasicStroke(2.2f), PlotStyle.DASHED, new BasicStroke(1.2f), PlotStyle.DOTTED, PlotStyle.DASHED
    };
    private static final Shape BAR = new Rectangle2D.Double(-6, -1.5, 12, 3);

    private CurvesChart() {}

    /** @param points pairs of x and y, in the order in which they are joined */
    public record Line(String name, List<double[]> points) {}

    /**
     * @param lower left end of the x axis, 0 of y
     * @param upper right end of the x axis, 1 of y
     */
    public static Chart draw(String title, String x, String y, double lower, double upper, List<Line> lines) {
        List<Line> drawn = lines.subList(0, Math.min(MOST_LINES, lines.size()));
        String description = drawn.stream()
                .map(l -> l.name() + " ends at " + (l.points().isEmpty() ? "–" : last(l)))
                .collect(Collectors.joining("; ", y + " over " + x + ". ", "."));
        return new Chart(title, description, PlotStyle.WIDTH, HEIGHT, palette -> plot(x, y, lower, upper, drawn, palette));
    }

    private static String last(Line line) {
        double[] point = line.points().get(line.points().size() - 1);
        return Figures.digits(point[0]) + ", " + Figures.digits(point[1]);
    }

    private static JFreeChart plot(String x, String y, double lower, double upper, List<Line> lines, Palette palette) {
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(axis(x, lower, upper, palette, Ink.LABEL_MIDDLE));
        plot.setRangeAxis(axis(y, 0, 1, palette, Ink.LABEL_END));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        XYSeriesCollection all = new XYSeriesCollection();
        List<LegendItem> legend = new ArrayList<>();
        for (int l = 0; l < lines.size(); l++) {
            XYSeries series = new XYSeries(l, false);
            for (double[] point : lines.get(l).points()) {
                if (point[0] >= lower && point[0] <= upper) {
                    series.add(point[0], Math.max(0, Math.min(1, point[1])));
                }
            }
            all.addSeries(series);
            Color colour = palette.of(INKS[l]);
            renderer.setSeriesPaint(l, colour);
            renderer.setSeriesStroke(l, STROKES[l]);
            legend.add(PlotStyle.filled(lines.get(l).name(), BAR, colour));
        }
        plot.setDataset(all);
        plot.setRenderer(renderer);
        JFreeChart chart = PlotStyle.chart(plot, palette);
        chart.addLegend(PlotStyle.legend(palette, RectangleEdge.BOTTOM, legend));
        return chart;
    }

    private static NumberAxis axis(String label, double low, double high, Palette palette, Ink ticks) {
        NumberAxis axis = PlotStyle.style(new NumberAxis(label), palette, ticks, true);
        axis.setRange(low, high);
        axis.setLabelFont(PlotStyle.FONT);
        axis.setLabelPaint(palette.of(Ink.LABEL_MIDDLE));
        axis.setNumberFormatOverride(PlotStyle.format(Figures::trimmed));
        return axis;
    }
}

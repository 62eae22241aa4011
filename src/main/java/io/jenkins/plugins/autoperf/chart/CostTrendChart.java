package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.ui.Layer;
import org.jfree.ui.RectangleEdge;

/**
 * What the worst regions cost over the builds, each relative to the first build that has it. Lines are told apart by the
 * shape of their points as well.
 */
public final class CostTrendChart {
    private static final int MOST_REGIONS = 5;
    private static final int LONGEST_NAME = 16;
    /** Points of one line are at least so far apart, in pixels; the line runs through all builds. */
    private static final double POINTS_APART = 16;
    /** About how wide the plot is beside its legend. */
    private static final double PLOT_WIDTH = 300;
    /** Lines end below this share of the height; above are the marks of regressions. */
    private static final double LINES = 0.88;
    /** Ratios further out are drawn at this bound. */
    private static final double BOUND = 1e4;

    private static final Stroke STROKE = new BasicStroke(1.8f);
    private static final Ink[] INKS = {Ink.LINE_1, Ink.LINE_2, Ink.LINE_3, Ink.LINE_4, Ink.LINE_5};
    private static final Shape UPWARDS = new Polygon(new int[] {-4, 0, 4}, new int[] {3, -4, 3}, 3);
    private static final Shape[] SHAPES = {
        new Ellipse2D.Double(-3.5, -3.5, 7, 7),
        new Rectangle2D.Double(-3.2, -3.2, 6.4, 6.4),
        new Polygon(new int[] {-4, 4, 0}, new int[] {-3, -3, 4}, 3),
        new Polygon(new int[] {0, 4, 0, -4}, new int[] {-5, 0, 5, 0}, 4),
        cross()
    };

    private static final Shape UPRIGHT = upright();

    private CostTrendChart() {}

    /**
     * @param points one a build, the oldest first
     * @return empty where no build has a region with a cost
     */
    public static Optional<Chart> draw(List<TrendPoint> points) {
        List<TrendPoint> shown = VerdictTrendChart.latest(points);
        List<CostLine> lines = CostLine.worst(shown, MOST_REGIONS);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Chart(
                "Cost of the worst regions, by build",
                describe(shown, lines),
                VerdictTrendChart.WIDTH,
                VerdictTrendChart.HEIGHT,
                palette -> plot(shown, lines, palette)));
    }

    private static JFreeChart plot(List<TrendPoint> points, List<CostLine> lines, Palette palette) {
        double low = 0.9;
        double top = 1.1;
        for (CostLine line : lines) {
            low = Math.min(low, Arrays.stream(line.ratios()).map(CostTrendChart::bounded).min().orElse(low) / 1.03);
            top = Math.max(top, Arrays.stream(line.ratios()).map(CostTrendChart::bounded).max().orElse(top));
        }
        double high = low * Math.pow(top / low, 1 / LINES);
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(new BuildAxis(palette, points));
        plot.setRangeAxis(RoundLogAxis.vertical(palette, low, high, ratio -> Figures.trimmed(ratio) + "×"));
        plot.addRangeMarker(new ValueMarker(1, palette.of(Ink.AXIS), new BasicStroke(1)), Layer.BACKGROUND);
        List<LegendItem> legend = new ArrayList<>();
        addLines(plot, lines, palette, legend);
        addRegressions(plot, points, low * Math.pow(high / low, 0.96), palette.of(Ink.REGRESSION), legend);
        addNewBaselines(plot, points, palette.of(Ink.MARK), legend);
        BuildColumns.add(plot, 2, points);
        JFreeChart chart = PlotStyle.chart(plot, palette);
        chart.addLegend(PlotStyle.legend(palette, RectangleEdge.RIGHT, legend));
        return chart;
    }

    /** {@code NaN} stays, and counts as 1 for the range. */
    private static double bounded(double ratio) {
        return Double.isNaN(ratio) ? 1 : Math.max(1 / BOUND, Math.min(BOUND, ratio));
    }

    private static void addLines(XYPlot plot, List<CostLine> lines, Palette palette, List<LegendItem> legend) {
        int builds = lines.get(0).ratios().length;
        int step = (int) Math.max(1, Math.ceil(POINTS_APART * builds / PLOT_WIDTH));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true) {
            private static final long serialVersionUID = 1;

            @Override
            public boolean getItemShapeVisible(int series, int item) {
                return (builds - 1 - item) % step == 0 || lines.get(series).alone(item);
            }
        };
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDrawOutlines(false);
        XYSeriesCollection all = new XYSeriesCollection();
        for (int l = 0; l < lines.size(); l++) {
            CostLine line = lines.get(l);
            XYSeries series = new XYSeries(l);
            for (int b = 0; b < builds; b++) {
                double ratio = line.ratios()[b];
                series.add(b, Double.isNaN(ratio) ? ratio : bounded(ratio));
            }
            all.addSeries(series);
            Color colour = palette.of(INKS[l]);
            renderer.setSeriesPaint(l, colour);
            renderer.setSeriesShape(l, SHAPES[l]);
            renderer.setSeriesStroke(l, STROKE);
            String name = Markup.brief(line.region(), LONGEST_NAME);
            legend.add(PlotStyle.filled(
                    line.current() ? name + " " + Figures.ratio(line.latest()) : name, SHAPES[l], colour));
        }
        plot.setDataset(0, all);
        plot.setRenderer(0, renderer);
    }

    private static void addRegressions(
            XYPlot plot, List<TrendPoint> points, double y, Color colour, List<LegendItem> legend) {
        XYSeries series = new XYSeries("regressions");
        IntStream.range(0, points.size())
                .filter(p -> points.get(p).regressions() > 0)
                .forEach(p -> series.add(p, y));
        if (!series.isEmpty()) {
            XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
            renderer.setDrawOutlines(false);
            renderer.setSeriesPaint(0, colour);
            renderer.setSeriesShape(0, UPWARDS);
            plot.setDataset(1, new XYSeriesCollection(series));
            plot.setRenderer(1, renderer);
            legend.add(PlotStyle.filled("regression", UPWARDS, colour));
        }
    }

    private static void addNewBaselines(
            XYPlot plot, List<TrendPoint> points, Color colour, List<LegendItem> legend) {
        List<Integer> builds = IntStream.range(0, points.size())
                .filter(p -> points.get(p).newBaseline())
                .boxed()
                .toList();
        for (int build : builds) {
            plot.addDomainMarker(new ValueMarker(build, colour, PlotStyle.DOTTED), Layer.BACKGROUND);
        }
        if (!builds.isEmpty()) {
            legend.add(new LegendItem("new baseline", null, null, null, UPRIGHT, PlotStyle.DOTTED, colour));
        }
    }

    private static String describe(List<TrendPoint> points, List<CostLine> lines) {
        TrendPoint last = points.get(points.size() - 1);
        CostLine worst = lines.get(0);
        StringBuilder words = new StringBuilder(VerdictTrendChart.count(lines.size(), "region"));
        words.append(" over ").append(VerdictTrendChart.builds(points));
        words.append("; cost relative to the first of them that has the region. ");
        if (worst.current()) {
            words.append("The dearest in #").append(last.build()).append(" is ").append(Markup.visible(worst.region()));
            words.append(" with ").append(Figures.ratio(worst.latest())).append('.');
        } else {
            words.append('#').append(last.build()).append(" has none of them.");
        }
        points.stream()
                .filter(TrendPoint::newBaseline)
                .reduce((a, b) -> b)
                .ifPresent(p -> words.append(" The last new baseline is #").append(p.build()).append('.'));
        return words.toString();
    }

    /** As broad as the other marks of the legend. */
    private static Shape upright() {
        Path2D line = new Path2D.Double();
        line.moveTo(-4, 0);
        line.moveTo(0, -6);
        line.lineTo(0, 6);
        line.moveTo(4, 0);
        return line;
    }

    private static Shape cross() {
        Path2D cross = new Path2D.Double();
        double[][] corners = {
            {-1.2, -4}, {1.2, -4}, {1.2, -1.2}, {4, -1.2}, {4, 1.2}, {1.2, 1.2},
            {1.2, 4}, {-1.2, 4}, {-1.2, 1.2}, {-4, 1.2}, {-4, -1.2}, {-1.2, -1.2}
        };
        cross.moveTo(corners[0][0], corners[0][1]);
        for (double[] corner : corners) {
            cross.lineTo(corner[0], corner[1]);
        }
        cross.closePath();
        return cross;
    }
}

package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RectangularShape;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.ui.Layer;
import org.jfree.ui.RectangleEdge;
import org.jfree.ui.RectangleInsets;

/**
 * Regions that became dearer, that were inconclusive and that became cheaper, a build. They are told apart without colour:
 * filled and upwards, hollow, downwards.
 */
public final class VerdictTrendChart {
    /** Earlier builds than the last so many are left out. */
    public static final int MOST_BUILDS = 100;

    static final int WIDTH = 500;
    static final int HEIGHT = 200;
    private static final double BROADEST = 26;
    private static final RectangleInsets ROOM_FOR_THE_LAST_NUMBER = new RectangleInsets(6, 2, 2, 22);
    private static final int HOLLOW = 1;
    private static final Shape FRAME =
            new BasicStroke(1.5f).createStrokedShape(new Rectangle2D.Double(-3.75, -3.75, 7.5, 7.5));

    private VerdictTrendChart() {}

    /**
     * @param points one a build, the oldest first
     * @return empty without a build
     */
    public static Optional<Chart> draw(List<TrendPoint> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        List<TrendPoint> shown = latest(points);
        return Optional.of(new Chart(
                "Regions that changed, by build", describe(shown), WIDTH, HEIGHT, palette -> plot(shown, palette)));
    }

    static List<TrendPoint> latest(List<TrendPoint> points) {
        return List.copyOf(points.subList(Math.max(0, points.size() - MOST_BUILDS), points.size()));
    }

    private static JFreeChart plot(List<TrendPoint> points, Palette palette) {
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(new BuildAxis(palette, points));
        int above = points.stream().mapToInt(p -> p.regressions() + p.inconclusive()).max().orElse(0);
        int below = points.stream().mapToInt(TrendPoint::improvements).max().orElse(0);
        double room = 0.08 * Math.max(1, above + below);
        NumberAxis counts = PlotStyle.vertical(
                palette,
                below == 0 ? 0 : -below - room,
                Math.max(1, above) + room,
                value -> Figures.trimmed(Math.abs(value)));
        counts.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.setRangeAxis(counts);
        plot.addRangeMarker(new ValueMarker(0, palette.of(Ink.AXIS), new BasicStroke(1)), Layer.FOREGROUND);
        XYBarRenderer bars = new XYBarRenderer();
        bars.setUseYInterval(true);
        bars.setShadowVisible(false);
        bars.setBarPainter(new Painter());
        bars.setSeriesPaint(0, palette.of(Ink.REGRESSION));
        bars.setSeriesPaint(HOLLOW, palette.of(Ink.INCONCLUSIVE));
        bars.setSeriesPaint(2, palette.of(Ink.IMPROVEMENT));
        plot.setDataset(0, bars(points));
        plot.setRenderer(0, bars);
        BuildColumns.add(plot, 1, points);
        JFreeChart chart = PlotStyle.chart(plot, palette);
        chart.setPadding(ROOM_FOR_THE_LAST_NUMBER);
        chart.addLegend(PlotStyle.legend(
                palette,
                RectangleEdge.TOP,
                List.of(
                        PlotStyle.filled("regressions", PlotStyle.SQUARE, palette.of(Ink.REGRESSION)),
                        PlotStyle.filled("inconclusive", FRAME, palette.of(Ink.INCONCLUSIVE)),
                        PlotStyle.filled("improvements, downwards", PlotStyle.SQUARE, palette.of(Ink.IMPROVEMENT)))));
        return chart;
    }

    private static XYIntervalSeriesCollection bars(List<TrendPoint> points) {
        XYIntervalSeries regressions = new XYIntervalSeries("regressions");
        XYIntervalSeries inconclusive = new XYIntervalSeries("inconclusive");
        XYIntervalSeries improvements = new XYIntervalSeries("improvements");
        double half = Math.min(0.36, BROADEST / 2 * points.size() / WIDTH);
        for (int p = 0; p < points.size(); p++) {
            TrendPoint point = points.get(p);
            int dearer = point.regressions();
            bar(regressions, p, half, 0, dearer);
            bar(inconclusive, p, half, dearer, dearer + point.inconclusive());
            bar(improvements, p, half, -point.improvements(), 0);
        }
        XYIntervalSeriesCollection all = new XYIntervalSeriesCollection();
        all.addSeries(regressions);
        all.addSeries(inconclusive);
        all.addSeries(improvements);
        return all;
    }

    private static void bar(XYIntervalSeries series, int x, double half, int from, int to) {
        if (from < to) {
            series.add(x, x - half, x + half, to, from, to);
        }
    }

    /** What happened in a build, in words. */
    static String words(TrendPoint point) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d inconclusive, %s%s",
                Markup.brief(point.label(), 40),
                count(point.regressions(), "regression"),
                point.inconclusive(),
                count(point.improvements(), "improvement"),
                point.newBaseline() ? "; new baseline" : "");
    }

    private static String describe(List<TrendPoint> points) {
        TrendPoint last = points.get(points.size() - 1);
        long regressed = points.stream().filter(p -> p.regressions() > 0).count();
        String sentences = builds(points) + ". The last, " + words(last) + ".";
        if (regressed == 0) {
            return sentences + " No build has a regression.";
        }
        TrendPoint worst = points.stream().max(Comparator.comparing(TrendPoint::regressions)).orElseThrow();
        return sentences + " " + count(regressed, "build") + (regressed == 1 ? " has" : " have") + " regressions, at most "
                + worst.regressions() + " in #" + worst.build() + ".";
    }

    /** {@code 3 builds, from #10 to #12}. */
    static String builds(List<TrendPoint> points) {
        String last = "#" + points.get(points.size() - 1).build();
        return points.size() == 1
                ? "1 build, " + last
                : points.size() + " builds, from #" + points.get(0).build() + " to " + last;
    }

    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** Bars of one series are outlines, and thin where they are too narrow for that. */
    private static final class Painter extends StandardXYBarPainter {
        private static final long serialVersionUID = 1;

        @Override
        public void paintBar(
                Graphics2D g2,
                XYBarRenderer renderer,
                int series,
                int item,
                RectangularShape bar,
                RectangleEdge base) {
            g2.setPaint(renderer.getItemPaint(series, item));
            double width = bar.getWidth();
            if (series != HOLLOW) {
                g2.fill(bar);
            } else if (width > 5) {
                g2.setStroke(new BasicStroke(1.5f));
                g2.draw(new Rectangle2D.Double(bar.getX() + 0.75, bar.getY() + 0.75, width - 1.5, bar.getHeight() - 1.5));
            } else {
                g2.fill(new Rectangle2D.Double(bar.getCenterX() - 0.5, bar.getY(), 1, bar.getHeight()));
            }
        }
    }
}

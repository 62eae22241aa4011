package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.ui.Layer;
import org.jfree.ui.RectangleInsets;

/** Ratios of counters, candidate over baseline: bars from 1 on a logarithmic scale, with their intervals. */
public final class RatioChart {
    private static final int ROW = 23;
    private static final int AXIS = 34;
    private static final int LONGEST_NAME = 20;
    /** Ratios further out are drawn at this bound and still written as they are. */
    private static final double BOUND = 1e4;

    private RatioChart() {}

    /**
     * @param name of the counter
     * @param ratio candidate over baseline; infinite where the baseline is 0, {@code NaN} where one side is unknown
     * @param low lower bound of its interval
     * @param high upper bound of its interval
     */
    public record Row(String name, double ratio, double low, double high) {
        /** Whether the interval leaves out 1: the change is more than chance. */
        boolean clear() {
            return low > 1 || high < 1;
        }

        boolean known() {
            return !Double.isNaN(ratio);
        }
    }

    /** @return empty where there is no row to draw */
    public static Optional<Chart> draw(List<Row> rows) {
        if (rows.stream().noneMatch(Row::known)) {
            return Optional.empty();
        }
        double least = 0.8;
        double most = 1.25;
        for (Row row : rows) {
            for (double value : new double[] {row.ratio, row.low, row.high}) {
                if (value > 0 && Double.isFinite(value)) {
                    least = Math.min(least, Math.max(value, 1 / BOUND) / 1.05);
                    most = Math.max(most, Math.min(value, BOUND) * 1.05);
                }
            }
        }
        double low = least;
        double high = most;
        String description = rows.stream()
                .map(row -> Markup.visible(row.name) + " " + Figures.ratio(row.ratio) + " ("
                        + Figures.interval(row.low, row.high) + ")")
                .collect(Collectors.joining("; ", "Candidate over baseline: ", "."));
        return Optional.of(new Chart(
                "Ratios of the counters",
                description,
                PlotStyle.WIDTH,
                AXIS + ROW * rows.size(),
                palette -> plot(rows, low, high, palette)));
    }

    private static JFreeChart plot(List<Row> rows, double low, double high, Palette palette) {
        XYPlot plot = new XYPlot();
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setDomainAxis(0, names(palette, rows, row -> Markup.brief(row.name, LONGEST_NAME), Ink.LABEL_END));
        plot.setDomainAxis(1, names(palette, rows, row -> Figures.ratio(row.ratio), Ink.LABEL_START));
        plot.setDomainAxisLocation(1, AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRangeAxis(RoundLogAxis.horizontal(palette, low, high, value -> Figures.trimmed(value) + "×"));
        addBars(plot, 0, series(rows, Row::clear, low, high), palette.of(Ink.CANDIDATE));
        addBars(plot, 1, series(rows, row -> !row.clear(), low, high), palette.of(Ink.QUIET));
        addIntervals(plot, 2, series(rows, row -> true, low, high), palette.of(Ink.MARK));
        plot.mapDatasetToDomainAxis(1, 1);
        ValueMarker one = new ValueMarker(1, palette.of(Ink.MARK), new BasicStroke(1));
        plot.addRangeMarker(one, Layer.FOREGROUND);
        return PlotStyle.chart(plot, palette);
    }

    private static SymbolAxis names(Palette palette, List<Row> rows, Function<Row, String> text, Ink ink) {
        SymbolAxis axis = PlotStyle.style(
                new SymbolAxis(null, rows.stream().map(text).toArray(String[]::new)), palette, ink, false);
        axis.setRange(-0.5, rows.size() - 0.5);
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        axis.setTickLabelInsets(new RectangleInsets(2, 8, 2, 8));
        return axis;
    }

    private static XYIntervalSeriesCollection series(
            List<Row> rows, Predicate<Row> wanted, double low, double high) {
        XYIntervalSeries series = new XYIntervalSeries("ratios");
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            if (row.known() && wanted.test(row)) {
                double from = Double.isNaN(row.low) ? row.ratio : row.low;
                double to = Double.isNaN(row.high) ? row.ratio : row.high;
                series.add(
                        r,
                        r - 0.27,
                        r + 0.27,
                        clamp(row.ratio, low, high),
                        clamp(from, low, high),
                        clamp(to, low, high));
            }
        }
        XYIntervalSeriesCollection collection = new XYIntervalSeriesCollection();
        collection.addSeries(series);
        return collection;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    private static void addBars(XYPlot plot, int index, XYIntervalSeriesCollection series, Color colour) {
        XYBarRenderer bars = new XYBarRenderer();
        bars.setBarPainter(new StandardXYBarPainter());
        bars.setShadowVisible(false);
        bars.setBase(1);
        bars.setSeriesPaint(0, colour);
        plot.setDataset(index, series);
        plot.setRenderer(index, bars);
    }

    private static void addIntervals(XYPlot plot, int index, XYIntervalSeriesCollection series, Color colour) {
        XYErrorRenderer whiskers = new XYErrorRenderer();
        whiskers.setDrawXError(false);
        whiskers.setBaseShapesVisible(false);
        whiskers.setErrorPaint(colour);
        whiskers.setErrorStroke(new BasicStroke(1.2f));
        whiskers.setCapLength(5);
        plot.setDataset(index, series);
        plot.setRenderer(index, whiskers);
    }
}

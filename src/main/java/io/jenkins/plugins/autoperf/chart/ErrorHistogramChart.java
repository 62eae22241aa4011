package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.Stroke;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.ui.Layer;

/** Reconstruction errors of both sides as overlapping steps, with the threshold of an anomalous sample. */
public final class ErrorHistogramChart {
    private static final int HEIGHT = 200;
    /** From this span of edges on, uneven bins are taken for logarithmic ones. */
    private static final double LOGARITHMIC_SPAN = 30;

    private ErrorHistogramChart() {}

    /**
     * @param edges ascending, one more than bins
     * @param baseline share of samples in each bin, 0 to 1
     * @param candidate likewise
     * @param threshold error above which a sample is anomalous, or {@code NaN}
     * @param second a further threshold to show, or {@code NaN}
     * @return empty where neither side has a sample
     */
    public static Optional<Chart> draw(
            double[] edges, double[] baseline, double[] candidate, double threshold, double second) {
        double tallest = Math.max(tallest(baseline), tallest(candidate));
        if (edges.length < 2 || tallest <= 0 || !Arrays.stream(edges).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        boolean logarithmic = logarithmic(edges);
        double[] shown = edges.clone();
        if (logarithmic && shown[0] <= 0) {
            shown[0] = shown[1] * shown[1] / shown[2];
        }
        double low = shown[0];
        double beyond = logarithmic ? threshold * 1.2 : threshold + (threshold - low) * 0.05;
        boolean widened = Double.isFinite(threshold) && threshold > low;
        double high = Math.max(shown[shown.length - 1], widened ? beyond : low);

        XYSeriesCollection steps = new XYSeriesCollection();
        steps.addSeries(steps("baseline", shown, baseline));
        steps.addSeries(steps("candidate", shown, candidate));
        String description = String.format(
                Locale.ROOT,
                "Share of samples by reconstruction error, from %s to %s. Threshold %s. Median: baseline %s, candidate %s.",
                Figures.digits(low),
                Figures.digits(high),
                Figures.digits(threshold),
                Figures.digits(median(edges, baseline)),
                Figures.digits(median(edges, candidate)));
        return Optional.of(new Chart("Reconstruction errors", description, PlotStyle.WIDTH, HEIGHT, palette -> {
            XYPlot plot = new XYPlot();
            plot.setDomainAxis(
                    logarithmic
                            ? RoundLogAxis.horizontal(palette, low, high, Figures::trimmed)
                            : linear(palette, low, high));
            plot.setRangeAxis(PlotStyle.vertical(
                    palette, 0, Math.min(tallest * 1.15, 1.02), v -> Figures.trimmed(v * 100) + " %"));
            addSteps(plot, palette, steps);
            for (double value : new double[] {threshold, second}) {
                if (value >= low && value <= high) {
                    Stroke stroke = value == threshold ? PlotStyle.DASHED : PlotStyle.DOTTED;
                    plot.addDomainMarker(new ValueMarker(value, palette.of(Ink.MARK), stroke), Layer.FOREGROUND);
                }
            }
            return PlotStyle.chart(plot, palette);
        }));
    }

    private static void addSteps(XYPlot plot, Palette palette, XYSeriesCollection steps) {
        XYAreaRenderer areas = new XYAreaRenderer(XYAreaRenderer.AREA);
        areas.setSeriesPaint(0, palette.of(Ink.BASELINE_AREA));
        areas.setSeriesPaint(1, palette.of(Ink.CANDIDATE_AREA));
        plot.setDataset(0, steps);
        plot.setRenderer(0, areas);
        XYLineAndShapeRenderer outlines = new XYLineAndShapeRenderer(true, false);
        outlines.setDrawSeriesLineAsPath(true);
        outlines.setSeriesPaint(0, palette.of(Ink.BASELINE));
        outlines.setSeriesPaint(1, palette.of(Ink.CANDIDATE));
        outlines.setBaseStroke(new BasicStroke(1.5f));
        plot.setDataset(1, steps);
        plot.setRenderer(1, outlines);
    }

    private static XYSeries steps(String name, double[] edges, double[] shares) {
        XYSeries series = new XYSeries(name, false, true);
        series.add(edges[0], 0);
        for (int b = 0; b < shares.length; b++) {
            series.add(edges[b], finite(shares[b]));
            series.add(edges[b + 1], finite(shares[b]));
        }
        series.add(edges[shares.length], 0);
        return series;
    }

    private static NumberAxis linear(Palette palette, double low, double high) {
        NumberAxis axis = PlotStyle.style(new NumberAxis(), palette, Ink.LABEL_MIDDLE, true);
        axis.setRange(low, high);
        axis.setNumberFormatOverride(PlotStyle.format(Figures::trimmed));
        return axis;
    }

    private static boolean logarithmic(double[] edges) {
        int last = edges.length - 1;
        if (last < 2 || edges[1] <= 0) {
            return false;
        }
        boolean even = near(edges[last] - edges[last - 1], edges[1] - edges[0]);
        return !even && edges[last] / edges[1] > LOGARITHMIC_SPAN;
    }

    /** To within a bin; {@code NaN} without samples. */
    private static double median(double[] edges, double[] shares) {
        double half = Arrays.stream(shares).map(ErrorHistogramChart::finite).sum() / 2;
        double sum = 0;
        for (int b = 0; b < shares.length; b++) {
            sum += finite(shares[b]);
            if (sum > 0 && sum >= half) {
                return (edges[b] + edges[b + 1]) / 2;
            }
        }
        return Double.NaN;
    }

    private static double tallest(double[] shares) {
        return Arrays.stream(shares).map(ErrorHistogramChart::finite).max().orElse(0);
    }

    private static double finite(double share) {
        return Double.isFinite(share) ? share : 0;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
    }
}

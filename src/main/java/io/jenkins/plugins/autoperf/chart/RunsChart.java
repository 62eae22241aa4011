package io.jenkins.plugins.autoperf.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The cost of every run in order: one point a run, one line a side's median. */
public final class RunsChart {
    private static final int HEIGHT = 200;

    private RunsChart() {}

    /**
     * @param unit {@code ns} or {@code count}
     * @param baseline one value a good run, in order
     * @param candidate one value a candidate run, in order
     * @param interleaved whether the sides alternated; else the candidate's runs stand after the baseline's
     * @return empty where no run has a value
     */
    public static Optional<Chart> draw(String unit, double[] baseline, double[] candidate, boolean interleaved) {
        double[] all = DoubleStream.concat(Arrays.stream(baseline), Arrays.stream(candidate))
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return Optional.empty();
        }
        Figures.Scale scale = Figures.scale(unit, all);
        double least = Arrays.stream(all).min().getAsDouble() / scale.divisor();
        double most = Arrays.stream(all).max().getAsDouble() / scale.divisor();
        double room = Math.max((most - least) * 0.12, Math.max(Math.abs(most) * 0.02, 1e-9));
        boolean fromZero = least >= 0 && least < most / 2;

        int offset = interleaved ? 0 : baseline.length;
        int runs = Math.max(baseline.length, offset + candidate.length);
        String description = String.format(
                Locale.ROOT,
                "Baseline: %d runs, median %s. Candidate: %d runs, median %s.%s",
                baseline.length,
                Figures.quantity(median(baseline), unit),
                candidate.length,
                Figures.quantity(median(candidate), unit),
                interleaved ? " The sides alternated run by run." : "");
        return Optional.of(new Chart("Cost of each run", description, PlotStyle.WIDTH, HEIGHT, palette -> {
            XYPlot plot = new XYPlot();
            plot.setDomainAxis(runAxis(palette, runs));
            plot.setRangeAxis(PlotStyle.vertical(
                    palette,
                    fromZero ? 0 : least - room,
                    most + room,
                    value -> (Figures.trimmed(value) + " " + scale.unit()).strip()));
            addMedians(plot, palette, baseline, candidate, offset, scale.divisor());
            addPoints(plot, palette, baseline, candidate, offset, scale.divisor());
            return PlotStyle.chart(plot, palette);
        }));
    }

    private static NumberAxis runAxis(Palette palette, int runs) {
        NumberAxis axis = PlotStyle.style(new NumberAxis(), palette, Ink.LABEL_MIDDLE, true);
        axis.setRange(0.3, runs + 0.7);
        int step = runs <= 10 ? 1 : runs <= 24 ? 2 : runs <= 60 ? 5 : Math.max(10, runs / 60 * 10);
        axis.setTickUnit(new NumberTickUnit(step));
        axis.setNumberFormatOverride(PlotStyle.format(run -> run < 1 ? "" : String.format(Locale.ROOT, "%.0f", run)));
        return axis;
    }

    private static void addMedians(
            XYPlot plot, Palette palette, double[] baseline, double[] candidate, int offset, double divisor) {
        XYSeriesCollection lines = new XYSeriesCollection();
        lines.addSeries(line("baseline", median(baseline) / divisor, 0, baseline.length));
        lines.addSeries(line("candidate", median(candidate) / divisor, offset, candidate.length));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, palette.of(Ink.BASELINE));
        renderer.setSeriesPaint(1, palette.of(Ink.CANDIDATE));
        renderer.setBaseStroke(new BasicStroke(2));
        renderer.setDrawSeriesLineAsPath(true);
        plot.setDataset(1, lines);
        plot.setRenderer(1, renderer);
    }

    private static XYSeries line(String name, double y, int offset, int runs) {
        XYSeries series = new XYSeries(name);
        if (Double.isFinite(y)) {
            series.add(offset + 0.6, y);
            series.add(offset + runs + 0.4, y);
        }
        return series;
    }

    private static void addPoints(
            XYPlot plot, Palette palette, double[] baseline, double[] candidate, int offset, double divisor) {
        XYSeriesCollection points = new XYSeriesCollection();
        points.addSeries(points("baseline", baseline, 0, divisor));
        points.addSeries(points("candidate", candidate, offset, divisor));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDrawOutlines(false);
        for (int side = 0; side < 2; side++) {
            renderer.setSeriesPaint(side, palette.of(side == 0 ? Ink.BASELINE : Ink.CANDIDATE));
            renderer.setSeriesShape(side, new Ellipse2D.Double(-4, -4, 8, 8));
        }
        plot.setDataset(0, points);
        plot.setRenderer(0, renderer);
    }

    private static XYSeries points(String name, double[] values, int offset, double divisor) {
        XYSeries series = new XYSeries(name);
        for (int r = 0; r < values.length; r++) {
            if (Double.isFinite(values[r])) {
                series.add(offset + r + 1, values[r] / divisor);
            }
        }
        return series;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}

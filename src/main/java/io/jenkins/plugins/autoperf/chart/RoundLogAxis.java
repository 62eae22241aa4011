package io.jenkins.plugins.autoperf.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.ui.RectangleEdge;
import org.jfree.ui.TextAnchor;

/** A logarithmic axis with a handful of round ticks, on a narrow range as well as over many decades. */
final class RoundLogAxis extends LogAxis {
    private static final long serialVersionUID = 1;
    private static final int MOST_TICKS = 6;
    /** From the densest to the sparsest; each is repeated in every decade. */
    private static final double[][] STEPS = {
        {1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 8, 8.5, 9, 9.5},
        {1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9},
        {1, 1.5, 2, 3, 4, 5, 7},
        {1, 2, 5},
        {1, 3},
        {1}
    };

    private final transient DoubleFunction<String> format;

    private RoundLogAxis(double low, double high, DoubleFunction<String> format) {
        this.format = format;
        setRange(low, high);
    }

    static RoundLogAxis horizontal(Palette palette, double low, double high, DoubleFunction<String> format) {
        return PlotStyle.style(new RoundLogAxis(low, high, format), palette, Ink.LABEL_MIDDLE, true);
    }

    /** To the left of the plot. */
    static RoundLogAxis vertical(Palette palette, double low, double high, DoubleFunction<String> format) {
        return PlotStyle.style(new RoundLogAxis(low, high, format), palette, Ink.LABEL_END, false);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        TextAnchor anchor = edge == RectangleEdge.LEFT ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
        return Arrays.stream(values())
                .mapToObj(v -> new NumberTick(v, format.apply(v), anchor, TextAnchor.CENTER, 0))
                .toList();
    }

    private double[] values() {
        double low = getRange().getLowerBound() * 0.9999;
        double high = getRange().getUpperBound() * 1.0001;
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        double[] ticks = {};
        for (double[] steps : STEPS) {
            ticks = IntStream.rangeClosed(first, last)
                    .boxed()
                    .flatMapToDouble(decade -> DoubleStream.of(steps).map(s -> s * Math.pow(10, decade)))
                    .filter(v -> v >= low && v <= high)
                    .toArray();
            if (ticks.length <= MOST_TICKS) {
                return ticks;
            }
        }
        int every = (ticks.length + MOST_TICKS - 1) / MOST_TICKS;
        double[] decades = ticks;
        return IntStream.range(0, ticks.length)
                .filter(i -> i % every == 0)
                .mapToDouble(i -> decades[i])
                .toArray();
    }
}

package io.jenkins.plugins.autoperf.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.ui.RectangleEdge;
import org.jfree.ui.TextAnchor;

/** Builds side by side from 0 on, with as many numbers below as there is room for, the last build's always. */
final class BuildAxis extends NumberAxis {
    private static final long serialVersionUID = 1;
    /** Between two numbers; wide enough for a reader's font that is broader than Java's. */
    private static final double GAP = 14;

    private final String[] numbers;

    BuildAxis(Palette palette, List<TrendPoint> points) {
        numbers = points.stream().map(point -> "#" + point.build()).toArray(String[]::new);
        PlotStyle.style(this, palette, Ink.LABEL_MIDDLE, true);
        setRange(-0.5, points.size() - 0.5);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        double widest = Arrays.stream(numbers)
                .mapToDouble(number -> SvgRenderer.width(number, PlotStyle.FONT))
                .max()
                .orElse(0);
        int step = (int) Math.max(1, Math.ceil((widest + GAP) * numbers.length / area.getWidth()));
        for (int b = numbers.length - 1; b >= 0; b -= step) {
            ticks.add(new NumberTick(b, numbers[b], TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}

package io.jenkins.plugins.autoperf.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.entity.XYItemEntity;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/** Draws nothing: over each build, from top to bottom, lies the link to its page with a tool tip. */
final class BuildColumns extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1;

    private final transient List<TrendPoint> points;

    private BuildColumns(List<TrendPoint> points) {
        this.points = points;
    }

    static void add(XYPlot plot, int index, List<TrendPoint> points) {
        double[] builds = IntStream.range(0, points.size()).asDoubleStream().toArray();
        DefaultXYDataset columns = new DefaultXYDataset();
        columns.addSeries("builds", new double[][] {builds, builds});
        plot.setDataset(index, columns);
        plot.setRenderer(index, new BuildColumns(points));
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        TrendPoint point = points.get(item);
        if (info != null && !point.href().isEmpty()) {
            double left = domain.valueToJava2D(item - 0.5, area, plot.getDomainAxisEdge());
            double right = domain.valueToJava2D(item + 0.5, area, plot.getDomainAxisEdge());
            info.getOwner()
                    .getEntityCollection()
                    .add(new XYItemEntity(
                            new Rectangle2D.Double(left, area.getY(), right - left, area.getHeight()),
                            dataset,
                            series,
                            item,
                            VerdictTrendChart.words(point),
                            point.href()));
        }
    }
}

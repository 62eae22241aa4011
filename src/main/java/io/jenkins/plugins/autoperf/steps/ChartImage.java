package io.jenkins.plugins.autoperf.steps;

import hudson.util.Graph;
import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.Palette;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.event.ChartProgressEvent;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** A chart as a picture, for mails and dashboards: {@code NAME/png?theme=dark&scale=2}. */
final class ChartImage extends Graph {
    private final Chart chart;

    /** @param timestamp of what is drawn, in milliseconds; -1 where it changes */
    ChartImage(Chart chart, long timestamp) {
        super(timestamp, chart.width(), chart.height());
        this.chart = chart;
    }

    @Override
    protected JFreeChart createGraph() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        boolean dark = request != null && "dark".equals(request.getParameter("theme"));
        Palette palette = dark ? Palette.DARK : Palette.LIGHT;
        JFreeChart plot = chart.plot(palette);
        // Graph paints both white after this.
        plot.addProgressListener(event -> {
            if (event.getType() == ChartProgressEvent.DRAWING_STARTED) {
                plot.setBackgroundPaint(palette.background());
                plot.getPlot().setBackgroundPaint(null);
            }
        });
        return plot;
    }
}

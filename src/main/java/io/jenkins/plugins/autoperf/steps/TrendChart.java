package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.Svg;

/** A chart as a page shows it. */
public final class TrendChart {
    private final Chart chart;

    TrendChart(Chart chart) {
        this.chart = chart;
    }

    public String getTitle() {
        return chart.title();
    }

    /** The same in words. */
    public String getDescription() {
        return chart.description();
    }

    /** Markup in which all text is escaped; empty where this controller has no font to draw with. */
    public String getSvg() {
        return Svg.drawable() ? chart.svg().markup() : "";
    }
}

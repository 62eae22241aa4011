package io.jenkins.plugins.autoperf.steps;

import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.util.Graph;
import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.ErrorHistogramChart;
import io.jenkins.plugins.autoperf.chart.RatioChart;
import io.jenkins.plugins.autoperf.chart.RunsChart;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.Optional;

/** The page of one region. Its address has the region's number; names are arbitrary text. */
public final class RegionPage implements ModelObject {
    private static final int CHARTED_COUNTERS = 10;

    private final AutoPerfAction action;
    private final Report report;
    private final int index;

    /** @param index from 0 */
    RegionPage(AutoPerfAction action, Report report, int index) {
        this.action = action;
        this.report = report;
        this.index = index;
    }

    public AutoPerfAction getAction() {
        return action;
    }

    public Run<?, ?> getRun() {
        return action.getRun();
    }

    public RegionRow getRow() {
        return new RegionRow(index + 1, report.regions().get(index));
    }

    /** Its reason, cause, charts and figures: markup in which all text is escaped. */
    public String getHtml() {
        return HtmlReport.regionFragment(report, index);
    }

    public Graph getErrorsGraph() {
        RegionVerdict verdict = verdict();
        return image(ErrorHistogramChart.draw(
                verdict.errors().edges(),
                verdict.errors().baseline(),
                verdict.errors().candidate(),
                verdict.anomaly().threshold(),
                verdict.anomaly().paperThreshold()));
    }

    public Graph getCountersGraph() {
        return image(RatioChart.draw(verdict().counters().stream()
                .limit(CHARTED_COUNTERS)
                .map(c -> new RatioChart.Row(
                        c.counter().name(), c.ratio(), c.interval().low(), c.interval().high()))
                .toList()));
    }

    public Graph getRunsGraph() {
        return verdict().costs().stream()
                .findFirst()
                .map(c -> image(RunsChart.draw(
                        c.counter().unit(), c.baselineRuns(), c.candidateRuns(), report.noise().interleaved())))
                .orElse(null);
    }

    /** Null, and so not found, where there is nothing to draw. */
    private Graph image(Optional<Chart> chart) {
        return chart.map(c -> new ChartImage(c, getRun().getStartTimeInMillis())).orElse(null);
    }

    private RegionVerdict verdict() {
        return report.regions().get(index).verdict();
    }

    @Override
    public String getDisplayName() {
        return getRow().getTitle();
    }

    /** Number of the region before this one; 0 where this is the first. */
    public int getPrevious() {
        return index;
    }

    /** Number of the region after this one; 0 where this is the last. */
    public int getNext() {
        return index + 1 < report.regions().size() ? index + 2 : 0;
    }
}

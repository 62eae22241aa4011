package io.jenkins.plugins.autoperf.steps;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import hudson.util.Graph;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The trend of a job. */
@ExportedBean
public final class AutoPerfJobAction implements Action {
    private static final long CHANGING = -1;

    private final Job<?, ?> job;
    private final String id;

    AutoPerfJobAction(Job<?, ?> job, String id) {
        this.job = job;
        this.id = id;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-speedometer-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return id.isEmpty() ? Messages.AutoPerf_Name() : Messages.AutoPerf_NameOf(id);
    }

    @Override
    public String getUrlName() {
        return AutoPerfAction.urlName(id);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** The last builds that were measured, the newest first. */
    @Exported(name = "builds")
    public List<TrendRow> getRows() {
        return trend().getBuilds().stream().map(TrendRow::new).toList();
    }

    /** Where in the last builds regions became dearer or cheaper for good, the latest first. */
    @Exported
    public List<TrendStep> getSteps() {
        return trend().steps();
    }

    /** @param prefix of a build's address on the page that shows them */
    public List<TrendChart> charts(String prefix) {
        Trend trend = trend();
        return Stream.of(trend.verdicts(prefix), trend.costs(prefix))
                .flatMap(chart -> chart.stream().map(TrendChart::new))
                .toList();
    }

    /** Null, and so not found, where nothing was measured. */
    public Graph getVerdictsGraph() {
        return trend().verdicts("../").map(chart -> new ChartImage(chart, CHANGING)).orElse(null);
    }

    public Graph getTrendGraph() {
        return trend().costs("../").map(chart -> new ChartImage(chart, CHANGING)).orElse(null);
    }

    private Trend trend() {
        return Trend.of(job, id);
    }
}

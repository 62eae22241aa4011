package io.jenkins.plugins.autoperf.steps;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.autoperf.chart.Chart;
import io.jenkins.plugins.autoperf.chart.CostTrendChart;
import io.jenkins.plugins.autoperf.chart.TrendPoint;
import io.jenkins.plugins.autoperf.chart.VerdictTrendChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last measured builds of a job. However long the job is, only so many are looked at, and no report is read. */
public final class Trend {
    static final int MOST_BUILDS = 50;

    private final List<AutoPerfAction> builds;

    private Trend(List<AutoPerfAction> builds) {
        this.builds = List.copyOf(builds);
    }

    static Trend of(Job<?, ?> job, String id) {
        List<AutoPerfAction> builds = new ArrayList<>();
        int looked = 0;
        for (Run<?, ?> run = job.getLastBuild();
                run != null && looked < Baselines.LONGEST_SEARCH && builds.size() < MOST_BUILDS;
                run = run.getPreviousBuild(), looked++) {
            AutoPerfAction action = AutoPerfAction.of(run, id);
            if (action != null) {
                builds.add(action);
            }
        }
        return new Trend(builds);
    }

    /** The newest first. */
    public List<AutoPerfAction> getBuilds() {
        return builds;
    }

    /** @param prefix of a build's address on the page that shows the chart */
    Optional<Chart> verdicts(String prefix) {
        return VerdictTrendChart.draw(points(prefix));
    }

    Optional<Chart> costs(String prefix) {
        return CostTrendChart.draw(points(prefix));
    }

    /** Where regions took another level; costs are seen as in the chart. */
    List<TrendStep> steps() {
        Map<Integer, Map<String, Double>> costs = new LinkedHashMap<>();
        points("").forEach(point -> costs.put(point.build(), point.cost()));
        return TrendStep.of(costs);
    }

    /** The oldest first. Costs in another unit than the newest ones' are left out. */
    private List<TrendPoint> points(String prefix) {
        String measure = builds.stream()
                .map(build -> build.trend().measure())
                .filter(m -> !m.isEmpty())
                .findFirst()
                .orElse("");
        List<TrendPoint> points = new ArrayList<>();
        for (AutoPerfAction build : builds) {
            TrendFile trend = build.trend();
            int number = build.getRun().getNumber();
            points.add(new TrendPoint(
                    number,
                    "#" + number,
                    prefix + number + "/" + build.getUrlName() + "/",
                    build.getRegressions(),
                    build.getInconclusive(),
                    build.getImprovements(),
                    trend.measure().equals(measure) ? trend.costs() : Map.of(),
                    build.getAccepted() != null || build.isFirst()));
        }
        Collections.reverse(points);
        return points;
    }
}

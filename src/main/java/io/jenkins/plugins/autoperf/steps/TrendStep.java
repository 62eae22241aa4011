package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.detection.ChangePoints;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A build from which on a region costs more, or less, than in the builds before. It is told, and fails nothing. */
@ExportedBean(defaultVisibility = 2)
public final class TrendStep {
    /** More would be a machine that changes, not a program. */
    static final int MOST = 20;

    private final String region;
    private final int number;
    private final double ratio;

    private TrendStep(String region, int number, double ratio) {
        this.region = region;
        this.number = number;
        this.ratio = ratio;
    }

    /**
     * @param builds number and costs by region of each, the oldest first
     * @return the latest first, the largest of a build first, at most {@value #MOST}
     */
    static List<TrendStep> of(Map<Integer, Map<String, Double>> builds) {
        Map<String, Map<Integer, Double>> histories = new LinkedHashMap<>();
        builds.forEach((number, costs) -> costs.forEach((region, cost) -> {
            if (cost > 0 && Double.isFinite(cost)) {
                histories.computeIfAbsent(region, r -> new LinkedHashMap<>()).put(number, cost);
            }
        }));
        double level = DetectionOptions.DEFAULT.falseAlarmRate() / Math.max(1, histories.size());
        List<TrendStep> steps = new ArrayList<>();
        histories.forEach((region, history) -> {
            List<Integer> numbers = List.copyOf(history.keySet());
            double[] costs = history.values().stream().mapToDouble(Double::doubleValue).toArray();
            ChangePoints.of(costs, DetectionOptions.DEFAULT.minimumEffect(), level)
                    .forEach(step -> steps.add(new TrendStep(region, numbers.get(step.at()), step.ratio())));
        });
        steps.sort(Comparator.comparingInt(TrendStep::getNumber)
                .thenComparingDouble(step -> Math.abs(Math.log(step.ratio)))
                .reversed());
        return List.copyOf(steps.subList(0, Math.min(MOST, steps.size())));
    }

    @Exported
    public String getRegion() {
        return region;
    }

    /** Of the first build at the new level. */
    @Exported
    public int getNumber() {
        return number;
    }

    /** New level over the one before. */
    @Exported
    public double getRatio() {
        return ratio;
    }

    public String getRatioText() {
        return Figures.ratio(ratio);
    }

    public boolean isDearer() {
        return ratio > 1;
    }
}

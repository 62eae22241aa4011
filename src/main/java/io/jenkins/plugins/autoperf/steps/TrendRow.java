package io.jenkins.plugins.autoperf.steps;

import hudson.model.Run;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One build of the trend, in a table and in the API. */
@ExportedBean(defaultVisibility = 2)
public final class TrendRow {
    private final AutoPerfAction action;

    TrendRow(AutoPerfAction action) {
        this.action = action;
    }

    public AutoPerfAction getAction() {
        return action;
    }

    public Run<?, ?> getRun() {
        return action.getRun();
    }

    @Exported
    public int getNumber() {
        return getRun().getNumber();
    }

    /** Relative to Jenkins' own address. */
    @Exported
    public String getUrl() {
        return getRun().getUrl() + action.getUrlName() + "/";
    }

    @Exported
    public String getVerdict() {
        return action.getVerdict();
    }

    @Exported
    public int getRegressions() {
        return action.getRegressions();
    }

    @Exported
    public int getInconclusive() {
        return action.getInconclusive();
    }

    @Exported
    public int getImprovements() {
        return action.getImprovements();
    }

    /** What an execution of each region costs. A list, since a region's name is no name of XML. */
    @Exported(inline = true)
    public List<RegionCost> getCosts() {
        TrendFile trend = action.trend();
        return trend.costs().entrySet().stream()
                .map(cost -> new RegionCost(cost.getKey(), cost.getValue(), trend.unit()))
                .toList();
    }

    /** The cost of one region. */
    @ExportedBean(defaultVisibility = 3)
    public static final class RegionCost {
        private final String region;
        private final double cost;
        private final String unit;

        private RegionCost(String region, double cost, String unit) {
            this.region = region;
            this.cost = cost;
            this.unit = unit;
        }

        @Exported
        public String getRegion() {
            return region;
        }

        @Exported
        public double getCost() {
            return cost;
        }

        @Exported
        public String getUnit() {
            return unit;
        }
    }
}

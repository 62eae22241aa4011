package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One counter of a region in the API. What is not known is null. */
@ExportedBean(defaultVisibility = 3)
public final class CounterRow {
    private final CounterChange change;

    CounterRow(CounterChange change) {
        this.change = change;
    }

    @Exported
    public String getName() {
        return change.counter().name();
    }

    @Exported
    public String getUnit() {
        return change.counter().unit();
    }

    /** Mean of an execution or unit of work. */
    @Exported
    public Double getBaseline() {
        return RegionRow.finite(change.baseline());
    }

    @Exported
    public Double getCandidate() {
        return RegionRow.finite(change.candidate());
    }

    @Exported
    public Double getRatio() {
        return RegionRow.finite(change.ratio());
    }

    /** Share of the anomalous samples in which this counter is the most unusual. */
    @Exported
    public Double getVotes() {
        return RegionRow.finite(change.votes());
    }
}

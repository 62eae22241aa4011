package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One region of a report, in a table and in the API. */
@ExportedBean(defaultVisibility = 2)
public final class RegionRow {
    private static final int LONGEST_NAME = 160;

    private final int number;
    private final Report.Region region;

    /** @param number from 1, the worst region first; also its address */
    RegionRow(int number, Report.Region region) {
        this.number = number;
        this.region = region;
    }

    @Exported
    public int getNumber() {
        return number;
    }

    /** Arbitrary text from the workload. */
    @Exported
    public String getName() {
        return verdict().region();
    }

    /** Fit to be shown: nothing hidden, not too long. */
    public String getTitle() {
        return Markup.brief(verdict().region(), LONGEST_NAME);
    }

    /** File and line of a region that was annotated because a change touched it; else empty. */
    @Exported
    public String getPlace() {
        return Markup.brief(region.origin().place(), LONGEST_NAME);
    }

    /** Why it was annotated; empty likewise. */
    @Exported
    public String getWhy() {
        return Markup.brief(region.origin().why(), LONGEST_NAME);
    }

    @Exported
    public String getVerdict() {
        return verdict().verdict().name();
    }

    public VerdictLook getLook() {
        return new VerdictLook(verdict().verdict());
    }

    /** The verdict in one sentence. */
    @Exported
    public String getReason() {
        return verdict().reason();
    }

    /** Candidate over baseline; null where it is not known, since JSON has no other word for that. */
    @Exported
    public Double getRatio() {
        return cost().map(Cost::ratio).map(RegionRow::finite).orElse(null);
    }

    @Exported
    public Double getIntervalLow() {
        return cost().map(c -> finite(c.interval().low())).orElse(null);
    }

    @Exported
    public Double getIntervalHigh() {
        return cost().map(c -> finite(c.interval().high())).orElse(null);
    }

    /** Share of the candidate's samples that the model does not know. */
    @Exported
    public Double getAnomalous() {
        return finite(verdict().anomaly().candidateRate());
    }

    /** Empty where there is none to give. */
    @Exported
    public String getCause() {
        return region.diagnosis().cause();
    }

    /** The most telling first. */
    @Exported
    public List<CounterRow> getCounters() {
        return verdict().counters().stream().map(CounterRow::new).toList();
    }

    public String getCostText() {
        return cost().map(c -> Figures.quantity(c.candidate(), c.counter().unit())).orElse("–");
    }

    public String getRatioText() {
        return cost().map(c -> Figures.ratio(c.ratio())).orElse("–");
    }

    public String getIntervalText() {
        return cost().map(c -> Figures.interval(c.interval().low(), c.interval().high())).orElse("–");
    }

    public String getAnomalousText() {
        return Figures.percent(verdict().anomaly().candidateRate());
    }

    /** What the columns of the table are sorted by, in order; what is not known comes last. */
    public double getCostKey() {
        return key(cost().map(Cost::candidate).orElse(Double.NaN));
    }

    public double getRatioKey() {
        return key(cost().map(Cost::ratio).orElse(Double.NaN));
    }

    public double getAnomalousKey() {
        return key(verdict().anomaly().candidateRate());
    }

    private static double key(double value) {
        return Double.isNaN(value) ? -1 : Math.min(value, Double.MAX_VALUE);
    }

    static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private RegionVerdict verdict() {
        return region.verdict();
    }

    private Optional<Cost> cost() {
        return verdict().costs().stream().findFirst();
    }
}

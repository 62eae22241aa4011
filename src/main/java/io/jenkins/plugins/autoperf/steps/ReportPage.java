package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import java.util.List;

/** What the page of a measurement shows beside the scalars: its report, or why there is none. */
public final class ReportPage {
    private final Report report;
    private final String problem;

    private ReportPage(Report report, String problem) {
        this.report = report;
        this.problem = problem;
    }

    static ReportPage of(AutoPerfAction action) {
        return action.report()
                .map(report -> new ReportPage(report, ""))
                .orElseGet(() -> new ReportPage(
                        null, action.hasReport() ? Messages.ReportPage_Unreadable() : Messages.ReportPage_Gone()));
    }

    /** Why there is nothing more to show, in a sentence; else empty. */
    public String getProblem() {
        return problem;
    }

    /** @param page from the request, or null */
    public RegionTable table(String page) {
        return new RegionTable(report, page);
    }

    /** What was compared and how far it can be trusted: markup in which all text is escaped, in order. */
    public List<String> getContext() {
        return List.of(
                HtmlReport.warningsFragment(report),
                HtmlReport.sidesFragment(report),
                HtmlReport.noiseFragment(report),
                HtmlReport.telemetryFragment(report),
                HtmlReport.settingsFragment(report));
    }
}

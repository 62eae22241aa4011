package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.report.Report;
import java.util.Comparator;
import java.util.List;

/** One report from the verdicts of several models on the same candidate. */
final class Reports {
    private Reports() {}

    /** The worst verdict counts; every region tells which model it was judged by. */
    static Report merge(List<Report> reports) {
        if (reports.size() == 1) {
            return reports.get(0);
        }
        Report worst = reports.stream().max(Comparator.comparing(Report::verdict)).orElseThrow();
        List<Report.Region> regions = reports.stream()
                .flatMap(report -> report.regions().stream()
                        .map(r -> new Report.Region(r.verdict(), r.diagnosis(), report.baseline().name())))
                .sorted(Comparator.comparing((Report.Region r) -> r.verdict().verdict()).reversed())
                .toList();
        List<String> warnings = reports.stream()
                .flatMap(r -> r.warnings().stream())
                .distinct()
                .toList();
        return new Report(
                worst.format(),
                worst.tool(),
                worst.created(),
                worst.verdict(),
                worst.summary() + " That is the verdict by " + worst.baseline().name() + ", the worst of "
                        + reports.size() + " models.",
                worst.baseline(),
                worst.candidate(),
                worst.options(),
                worst.counters(),
                regions,
                worst.noise(),
                worst.telemetry(),
                warnings);
    }
}

package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
                        .map(r -> new Report.Region(r.verdict(), r.diagnosis(), report.baseline().name(), r.origin())))
                .sorted(Comparator.comparing((Report.Region r) -> r.verdict().verdict()).reversed())
                .limit(ReportFile.MAXIMUM_REGIONS)
                .toList();
        List<Report.OtherModel> others = reports.stream()
                .filter(report -> report != worst)
                .map(report -> new Report.OtherModel(report.baseline(), report.noise()))
                .toList();
        List<String> warnings = reports.stream()
                .flatMap(r -> r.warnings().stream())
                .distinct()
                .toList();
        String summary = worst.summary() + " That is the verdict by " + worst.baseline().name() + ", the worst of "
                + reports.size() + " models.";
        return with(worst, summary, regions, others, warnings);
    }

    /** The same report with the origins of its regions. */
    static Report locate(Report report, Map<String, Report.Origin> origins) {
        List<Report.Region> regions = report.regions().stream()
                .map(r -> new Report.Region(
                        r.verdict(), r.diagnosis(), r.againstModel(), origins.getOrDefault(r.verdict().region(), r.origin())))
                .toList();
        return with(report, report.summary(), regions, report.otherModels(), report.warnings());
    }

    /** The same report with these sentences before its own warnings. */
    static Report warn(Report report, List<String> sentences) {
        List<String> warnings = Stream.concat(sentences.stream(), report.warnings().stream()).distinct().toList();
        return with(report, report.summary(), report.regions(), report.otherModels(), warnings);
    }

    private static Report with(
            Report report,
            String summary,
            List<Report.Region> regions,
            List<Report.OtherModel> others,
            List<String> warnings) {
        return new Report(
                report.format(),
                report.tool(),
                report.created(),
                report.verdict(),
                summary,
                report.baseline(),
                report.candidate(),
                report.options(),
                report.counters(),
                regions,
                report.noise(),
                others,
                report.telemetry(),
                warnings);
    }
}

package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Noise;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.MachineReader;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Puts the results of the other parts together into one report. */
public final class ReportBuilder {
    private ReportBuilder() {}

    /**
     * @param baselineName what the good version is called, such as its folder
     * @param candidateName likewise
     * @param diagnoses one for each of the detection's regions, in their order
     * @param counters those that were compared
     */
    public static Report build(
            Model model,
            String baselineName,
            Profile candidate,
            String candidateName,
            Detection detection,
            List<Diagnosis> diagnoses,
            List<Counter> counters) {
        if (diagnoses.size() != detection.regions().size()) {
            throw new IllegalArgumentException("One diagnosis for each region is needed");
        }
        List<Report.Region> regions = new ArrayList<>();
        for (int r = 0; r < diagnoses.size(); r++) {
            regions.add(new Report.Region(detection.regions().get(r), diagnoses.get(r), ""));
        }
        ProfileInfo info = candidate.info();
        return report(
                new Report.Side(baselineName, model.command(), model.created(), goodRuns(model), model.machine()),
                candidate,
                candidateName,
                detection,
                regions,
                counters,
                Telemetry.limits(counters, info, model.normalisation()),
                Stream.of(model.warnings(), candidate.warnings(), detection.warnings()));
    }

    /**
     * The report of a measurement that has no baseline.
     *
     * @param learnt from that measurement
     * @param detection by {@link io.jenkins.plugins.autoperf.detection.FirstMeasurement}
     */
    public static Report first(Model learnt, Profile measured, String name, Detection detection) {
        ProfileInfo info = measured.info();
        return report(
                new Report.Side("", List.of(), "", 0, info.machine()),
                measured,
                name,
                detection,
                detection.regions().stream().map(r -> new Report.Region(r, Diagnosis.NONE, "")).toList(),
                learnt.counters(),
                Telemetry.limits(learnt.counters(), info, learnt.normalisation()),
                Stream.of(measured.warnings(), learnt.warnings(), detection.warnings()));
    }

    /**
     * The report where there was nothing to be measured.
     *
     * @param command that would have been
     * @param why a sentence
     */
    public static Report nothing(
            String baselineName, String candidateName, List<String> command, DetectionOptions options, String why, List<String> warnings) {
        Machine machine = MachineReader.read();
        String version = Report.class.getPackage().getImplementationVersion();
        return new Report(
                Report.FORMAT,
                version == null ? "development" : version,
                now(),
                Verdict.UNCHANGED,
                why,
                new Report.Side(baselineName, command, "", 0, machine),
                new Report.Side(candidateName, command, "", 0, machine),
                options,
                List.of(),
                List.of(),
                new Noise(List.of(), Double.NaN, true),
                List.of(),
                List.of(),
                List.copyOf(warnings));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Report report(
            Report.Side baseline,
            Profile candidate,
            String name,
            Detection detection,
            List<Report.Region> regions,
            List<Counter> counters,
            List<String> telemetry,
            Stream<List<String>> warnings) {
        ProfileInfo info = candidate.info();
        String version = Report.class.getPackage().getImplementationVersion();
        return new Report(
                Report.FORMAT,
                version == null ? info.tool() : version,
                now(),
                detection.verdict(),
                baseline.runs() == 0 ? Summary.first(regions) : Summary.of(detection.verdict(), detection.options(), regions),
                baseline,
                new Report.Side(name, info.command(), info.created(), runs(candidate), info.machine()),
                detection.options(),
                List.copyOf(counters),
                List.copyOf(regions.subList(0, Math.min(ReportFile.MAXIMUM_REGIONS, regions.size()))),
                detection.noise(),
                List.of(),
                telemetry,
                Stream.concat(tooMany(regions), warnings.flatMap(List::stream)).distinct().toList());
    }

    private static Stream<String> tooMany(List<Report.Region> regions) {
        return regions.size() <= ReportFile.MAXIMUM_REGIONS
                ? Stream.empty()
                : Stream.of(String.format(Locale.ROOT, "Of %,d regions the report holds the first %,d, the worst.",
                        regions.size(), ReportFile.MAXIMUM_REGIONS));
    }

    private static int goodRuns(Model model) {
        return (int) model.regions().stream()
                .flatMap(region -> region.runs().stream())
                .mapToInt(Model.BaselineRun::run)
                .distinct()
                .count();
    }

    private static int runs(Profile profile) {
        return (int) profile.runs().stream()
                .filter(run -> run.succeeded() && run.counted())
                .mapToInt(RunInfo::run)
                .distinct()
                .count();
    }
}

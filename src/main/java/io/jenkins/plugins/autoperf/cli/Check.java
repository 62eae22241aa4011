package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.Confirmation;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.FirstMeasurement;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportBuilder;
import io.jenkins.plugins.autoperf.report.ReportFile;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One build in CI: measured, judged by the models of good builds, and learnt for the builds to come. */
final class Check {
    static final String PROFILE = "profile";
    static final String AGAIN = "profile-again";
    static final String REPORT = "report.json.gz";
    static final String MODEL = "model.json.gz";
    static final String COUNTERS = "counters.json";

    private final Console console;
    private final Settings settings;
    private final Path folder;
    private final Analysis analysis;
    private final boolean tellFiles;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param history good sessions that the next model remembers at most
     * @param confirm whether a regression must show in a second measurement too
     */
    record Settings(
            MeasureOptions measure,
            Hyperparameters training,
            DetectionOptions detection,
            boolean acceptOtherMachine,
            int history,
            boolean confirm) {}

    /**
     * A good build.
     *
     * @param name what the report calls it
     */
    record Baseline(String name, Model model) {}

    /** @param detections one for each baseline */
    private record Judged(Profile profile, List<Detection> detections) {
        boolean suspicious() {
            return detections.stream().anyMatch(d -> d.verdict() == Verdict.REGRESSION);
        }
    }

    /** @param tellFiles whether to write a page and to say at the end where the files are */
    Check(Console console, Settings settings, Path folder, boolean tellFiles) {
        this.tellFiles = tellFiles;
        this.console = console;
        this.settings = settings;
        this.folder = folder;
        analysis = new Analysis(console);
    }

    /** @param baselines the first one's memory is continued */
    Report run(List<String> command, String name, List<Baseline> baselines) {
        return run(settings.measure().workload(command), name, baselines);
    }

    /** As the other, of a workload in a folder and an environment of its own. */
    Report run(Workload workload, String name, List<Baseline> baselines) {
        clear();
        int runs = settings.measure().runs();
        console.say(name + ": measuring " + runs + (runs == 1 ? " run of " : " runs of ") + shown(workload.command()) + " ...");
        Profile profile = measure(workload, PROFILE);
        List<Baseline> comparable =
                baselines.stream().filter(baseline -> comparable(baseline, profile)).toList();
        if (comparable.isEmpty()) {
            Model learnt = learn(Optional.empty(), profile);
            Detection detection = FirstMeasurement.of(learnt, settings.detection());
            return told(write(ReportBuilder.first(learnt, profile, name, detection)));
        }
        Judged judged = judge(comparable, profile);
        if (settings.confirm() && judged.suspicious()) {
            console.say("A region looks dearer; measuring again to confirm it ...");
            Judged again = judge(comparable, measure(workload, AGAIN));
            judged = confirmed(judged, again);
        }
        Report report = write(report(comparable, judged, name));
        boolean same = comparable.get(0) == baselines.get(0)
                && continues(judged.detections().get(0).verdict());
        learn(same ? Optional.of(baselines.get(0).model()) : Optional.empty(), judged.profile());
        return told(report);
    }

    private static String shown(List<String> command) {
        boolean shellLine = command.size() == 3 && command.subList(0, 2).equals(List.of("sh", "-c"));
        return shellLine ? command.get(2) : String.join(" ", command);
    }

    /** What an earlier check left must not be taken for this one's, should this one fail. */
    private void clear() {
        try {
            Files.createDirectories(folder);
            for (String file : List.of(REPORT, MODEL, COUNTERS, Verdicts.PAGE)) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The folder " + folder + " cannot be written to: " + e.getMessage()
                    + ". Name one that can.", e);
        }
        ProfileFolder.delete(folder.resolve(AGAIN));
    }

    private Profile measure(Workload workload, String where) {
        Path output = folder.resolve(where);
        settings.measure().measure(
                console,
                List.of(new Target(where, workload, output)),
                Existing.OVERWRITE);
        settings.measure().keepAvailability(folder.resolve(COUNTERS));
        return analysis.load(List.of(output));
    }

    /** What cannot be compared is told and begun anew, so that a build never fails for what its machine was given or lost. */
    private boolean comparable(Baseline baseline, Profile profile) {
        Optional<String> obstacle = obstacle(baseline.model(), profile);
        obstacle.ifPresent(why -> {
            String sentence = "Not compared with " + baseline.name() + ", because " + why;
            console.say(sentence);
            warnings.add(sentence);
        });
        return obstacle.isEmpty();
    }

    private Optional<String> obstacle(Model model, Profile profile) {
        String then = model.machine().fingerprint();
        String now = profile.info().machine().fingerprint();
        if (!then.equals(now) && !settings.acceptOtherMachine()) {
            return Optional.of("that was measured on another machine: " + then + " instead of " + now + ".");
        }
        List<String> missing = model.counters().stream()
                .map(Counter::name)
                .filter(name -> profile.column(name) < 0)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("that counted what was not to be had this time: " + String.join(", ", missing) + ".");
    }

    private Judged judge(List<Baseline> baselines, Profile profile) {
        return new Judged(profile, baselines.stream()
                .map(b -> analysis.detect(b.model(), profile, settings.detection(), settings.acceptOtherMachine()))
                .toList());
    }

    private static Judged confirmed(Judged first, Judged second) {
        return new Judged(second.profile(), IntStream.range(0, first.detections().size())
                .mapToObj(b -> Confirmation.combine(first.detections().get(b), second.detections().get(b)))
                .toList());
    }

    private Report report(List<Baseline> baselines, Judged judged, String name) {
        return Reports.merge(IntStream.range(0, baselines.size())
                .mapToObj(b -> analysis.report(
                        baselines.get(b).model(), baselines.get(b).name(), judged.profile(), name, judged.detections().get(b)))
                .toList());
    }

    /** Whether the program behaves as before. Two behaviours in one model would blur what is normal. */
    private static boolean continues(Verdict verdict) {
        return verdict == Verdict.UNCHANGED || verdict == Verdict.INCONCLUSIVE;
    }

    private Model learn(Optional<Model> earlier, Profile profile) {
        boolean alone = earlier.isEmpty() || settings.history() == 1;
        console.say("Learning the model for the next build from this measurement"
                + (alone ? " ..." : " and the last ones before it ..."));
        Model model = analysis.train(earlier, settings.history(), profile, settings.training());
        ModelFile.write(model, folder.resolve(MODEL));
        return model;
    }

    private Report write(Report report) {
        Report warned = Reports.warn(report, warnings);
        ReportFile.write(warned, folder.resolve(REPORT));
        if (tellFiles) {
            HtmlReport.write(warned, folder.resolve(Verdicts.PAGE));
        }
        return warned;
    }

    private Report told(Report report) {
        console.out().println();
        Verdicts.print(console, report, false);
        if (tellFiles) {
            console.out().println("Report: " + folder.resolve(REPORT) + " and " + folder.resolve(Verdicts.PAGE));
            console.out().println("Model for the next build: " + folder.resolve(MODEL));
        }
        return report;
    }
}

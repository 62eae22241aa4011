package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.detection.Confirmation;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.workload.Target;
import io.jenkins.plugins.autoperf.workload.Workload;
import java.nio.file.Path;
import java.util.List;

/** Two versions, run in turn on this machine, and the verdict on the second; suspects are measured again. */
final class Comparison {
    static final String NEW = "new";

    private final Console console;
    private final MeasureOptions measure;
    private final Hyperparameters training;
    private final DetectionOptions detection;
    private final Existing existing;

    Comparison(Console console, MeasureOptions measure, Hyperparameters training, DetectionOptions detection, Existing existing) {
        this.console = console;
        this.measure = measure;
        this.training = training;
        this.detection = detection;
        this.existing = existing;
    }

    /**
     * One of the two versions.
     *
     * @param name what the report calls it
     */
    record Version(String name, Workload workload) {}

    /**
     * @param folder where profiles and the model go
     * @param confirm whether a regression must show in a second measurement too
     */
    Report run(Version good, Version candidate, Path folder, boolean confirm) {
        Analysis analysis = new Analysis(console);
        Side first = side(analysis, good, candidate, folder, "");
        Detection verdict = first.detection();
        Side last = first;
        if (confirm && verdict.verdict() == Verdict.REGRESSION) {
            console.say("A region looks dearer; measuring again to confirm it.");
            last = side(analysis, good, candidate, folder, "-again");
            verdict = Confirmation.combine(first.detection(), last.detection());
        }
        ModelFile.write(last.model(), folder.resolve("model.json"));
        return analysis.report(last.model(), good.name(), last.profile(), candidate.name(), verdict);
    }

    private record Side(Model model, Profile profile, Detection detection) {}

    private Side side(Analysis analysis, Version good, Version candidate, Path folder, String suffix) {
        Path goodFolder = folder.resolve("good" + suffix);
        Path newFolder = folder.resolve(NEW + suffix);
        measure.measure(
                console,
                List.of(
                        new Target("good", good.workload(), goodFolder),
                        new Target(NEW, candidate.workload(), newFolder)),
                existing);
        Model model = analysis.train(List.of(goodFolder), training);
        Profile profile = analysis.load(List.of(newFolder));
        return new Side(model, profile, analysis.detect(model, profile, detection, false));
    }
}

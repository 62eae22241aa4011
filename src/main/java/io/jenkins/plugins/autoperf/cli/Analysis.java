package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.detection.Detection;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.Detector;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.diagnosis.Diagnostician;
import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Scorer;
import io.jenkins.plugins.autoperf.model.Trainer;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileLoader;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** From profiles to a model, and from a model and a profile to a report. */
final class Analysis {
    static final int MAXIMUM_SAMPLES = 4096;

    private final Console console;

    Analysis(Console console) {
        this.console = console;
    }

    Profile load(List<Path> folders) {
        return ProfileLoader.load(folders, MAXIMUM_SAMPLES);
    }

    /** Learns from good profiles, the oldest first; each is a session of its own. */
    Model train(List<Path> folders, Hyperparameters hyperparameters) {
        List<Profile> profiles = new ArrayList<>();
        for (Path folder : folders) {
            profiles.add(load(List.of(folder)));
        }
        return training(progress -> Trainer.train(profiles, hyperparameters, progress));
    }

    /** Learns from one more profile, and from what an earlier model remembers of the sessions before it. */
    Model train(Optional<Model> earlier, int sessions, Profile good, Hyperparameters hyperparameters) {
        return training(progress -> earlier.isPresent()
                ? Trainer.train(earlier.get(), sessions, List.of(good), hyperparameters, progress)
                : Trainer.train(List.of(good), hyperparameters, progress));
    }

    private Model training(Function<Consumer<String>, Model> trainer) {
        return console.progress("Training", 1, step -> {
            step.reached(0, 1, "");
            Model model = trainer.apply(text -> step.reached(0, 1, text));
            step.reached(1, 1, "");
            return model;
        });
    }

    Detection detect(Model model, Profile candidate, DetectionOptions options, boolean acceptOtherMachine) {
        return new Detector().detect(model, candidate, new Scorer(model).score(candidate), options, acceptOtherMachine);
    }

    Report report(Model model, String baseline, Profile candidate, String name, Detection detection) {
        List<Counter> counters = new ArrayList<>(model.counters());
        counters.addAll(model.simulated().alike(candidate).counters());
        Diagnostician diagnostician = new Diagnostician();
        List<Diagnosis> diagnoses = detection.regions().stream()
                .map(region -> diagnostician.diagnose(region, counters))
                .toList();
        return ReportBuilder.build(model, baseline, candidate, name, detection, diagnoses, counters);
    }
}

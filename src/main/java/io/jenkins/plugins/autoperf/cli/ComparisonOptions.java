package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.profile.ProfileFolder.Existing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands take that measure a program and judge it at once. */
final class ComparisonOptions {
    @Option(
            names = "--confirm",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure a second time before a regression is reported (default); --no-confirm to save the time.")
    boolean confirm;

    @Mixin
    MeasureOptions measure = new MeasureOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Mixin
    JudgeOptions judge = new JudgeOptions();

    /** Of two versions in turn. */
    Comparison inTurn(Console console, boolean overwrite) {
        return new Comparison(
                console, measure, training.hyperparameters(), judge.options(), overwrite ? Existing.OVERWRITE : Existing.REFUSE);
    }

    /** For a measurement that is continued from models, if there are any. */
    Check.Settings check(int history) {
        return new Check.Settings(
                measure, training.hyperparameters(), judge.options(), judge.acceptOtherMachine, history, confirm);
    }
}

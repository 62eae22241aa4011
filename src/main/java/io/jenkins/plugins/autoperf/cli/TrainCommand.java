package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.ModelFile;
import io.jenkins.plugins.autoperf.model.ModelSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Learns what is normal from one or more profiles of good versions.",
        footer = {"", "Example: autoperf train -o model.json good/"})
final class TrainCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE", description = "Where the model goes.")
    Path output;

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Profile folders, the oldest first.")
    List<Path> profiles;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Model model = new Analysis(console).train(profiles, training.hyperparameters());
        ModelFile.write(model, output);
        console.out().println(ModelSummary.render(model));
        console.out().println("Model: " + output);
        return 0;
    }
}

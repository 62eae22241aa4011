package io.jenkins.plugins.autoperf.evaluation.method;

import io.jenkins.plugins.autoperf.model.Hyperparameters;
import io.jenkins.plugins.autoperf.model.Model;
import io.jenkins.plugins.autoperf.model.Trainer;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.util.List;

/** Autoencoders as AutoPerf trains them. Rules that judge by the same model one after the other share one training. */
public final class TrainedModels {
    private final Hyperparameters hyperparameters;
    private final ThreadLocal<Trained> last = new ThreadLocal<>();

    private record Trained(Profile good, Model model) {}

    public TrainedModels(Hyperparameters hyperparameters) {
        this.hyperparameters = hyperparameters;
    }

    Model of(Profile good) {
        Trained trained = last.get();
        if (trained == null || trained.good() != good) {
            trained = new Trained(good, Trainer.train(List.of(good), hyperparameters, text -> {}));
            last.set(trained);
        }
        return trained.model();
    }
}

package io.jenkins.plugins.autoperf.steps;

import hudson.model.Result;
import java.util.Optional;

/** What a verdict does to the build. */
public enum Gate {
    NOTHING(null),
    UNSTABLE(Result.UNSTABLE),
    FAILURE(Result.FAILURE);

    private final transient Result result;

    Gate(Result result) {
        this.result = result;
    }

    /** The result that the build gets at best; empty where it keeps its own. */
    Optional<Result> result() {
        return Optional.ofNullable(result);
    }

    public String getDisplayName() {
        return switch (this) {
            case NOTHING -> Messages.Gate_Nothing();
            case UNSTABLE -> Messages.Gate_Unstable();
            case FAILURE -> Messages.Gate_Failure();
        };
    }
}

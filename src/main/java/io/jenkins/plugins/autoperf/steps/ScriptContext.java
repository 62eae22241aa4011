package io.jenkins.plugins.autoperf.steps;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Result;
import java.io.IOException;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of the script inside the step: the step's own, with some variables more, and the exit code goes to the step. */
final class ScriptContext extends StepContext {
    private static final long serialVersionUID = 1;

    private final AutoPerfExecution step;
    /** Needed at the start only, and not to be stored, since it may hold secrets. */
    private final transient EnvVars environment;

    ScriptContext(AutoPerfExecution step, EnvVars environment) {
        this.step = step;
        this.environment = environment;
    }

    @Override
    public <T> T get(Class<T> type) throws IOException, InterruptedException {
        return type == EnvVars.class && environment != null ? type.cast(environment) : step.getContext().get(type);
    }

    @Override
    public void onSuccess(Object exitCode) {
        step.exited((Integer) exitCode);
    }

    @Override
    public void onFailure(Throwable cause) {
        step.getContext().onFailure(cause);
    }

    @Override
    public boolean isReady() {
        return step.getContext().isReady();
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return step.getContext().saveState();
    }

    @Override
    @SuppressWarnings("deprecation")
    public void setResult(Result result) {
        step.getContext().setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("The script has no body.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptContext context && context.step == step;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(step.getContext());
    }
}

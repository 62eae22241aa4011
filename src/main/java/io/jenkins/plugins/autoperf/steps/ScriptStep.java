package io.jenkins.plugins.autoperf.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/** {@code sh} with the tool's own script, and its exit code as the result. */
final class ScriptStep extends DurableTaskStep {
    ScriptStep() {
        setReturnStatus(true);
    }

    @Override
    protected DurableTask task() {
        try (InputStream in = Tool.script()) {
            return new BourneShellScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

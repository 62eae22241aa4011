package io.jenkins.plugins.autoperf.steps;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.TestBuilder;

/** A build step that brings home a report made by hand, as a measurement would have left it on the agent. */
final class FromAgent extends TestBuilder {
    private final transient AutoPerfStep step;
    private final transient Report report;
    private final String commit;

    FromAgent(AutoPerfStep step, Report report) {
        this(step, report, "");
    }

    /** @param commit what the agent says is the id of the commit, of a step that measures a change */
    FromAgent(AutoPerfStep step, Report report, String commit) {
        this.step = step;
        this.report = report;
        this.commit = commit;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Measurement measurement = Measurement.prepare(
                build, build.getWorkspace(), Jenkins.get().getRootPath(), listener, AutoPerfConfiguration.get().complete(step));
        Path folder = Path.of(measurement.environment().get("AUTOPERF_ARGUMENTS")).getParent();
        ReportFile.write(report, folder.resolve(ResultFolder.REPORT));
        if (step.getSince() == null) {
            Files.write(folder.resolve(ResultFolder.MODEL), new byte[] {1});
        } else {
            Files.writeString(folder.resolve(ResultFolder.COMMIT), commit);
        }
        AutoPerfAction action = measurement.finish(build, build.getWorkspace(), listener, 0);
        build.setResult(measurement.gate(action).orElse(Result.SUCCESS));
        return true;
    }
}

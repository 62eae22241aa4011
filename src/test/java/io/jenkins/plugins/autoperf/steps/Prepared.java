package io.jenkins.plugins.autoperf.steps;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** Builds that have a report made by hand, for tests in which the measurement is not the point. */
final class Prepared {
    private Prepared() {}

    /** A new build of the job, which ends as a measurement with that report would. */
    static FreeStyleBuild build(JenkinsRule jenkins, FreeStyleProject job, Report report) throws Exception {
        job.getBuildersList().add(new Measured(report));
        FreeStyleBuild build = job.scheduleBuild2(0).get();
        job.getBuildersList().clear();
        return build;
    }

    static AutoPerfAction store(Run<?, ?> run, String id, Report report) throws IOException {
        AutoPerfStep step = new AutoPerfStep("./bench --size 1000");
        step.setId(id);
        Settings settings = AutoPerfConfiguration.get().complete(step);
        Baselines.Choice baseline = Baselines.choose(run.getParent(), run.getPreviousBuild(), settings, fingerprint(report));
        ResultFolder folder = ResultFolder.of(run, id);
        folder.create();
        ReportFile.write(report, folder.report());
        Files.writeString(folder.model(), "a model");
        TrendFile.of(report).write(folder.trend());
        AutoPerfAction action = new AutoPerfAction(settings, report, baseline, fingerprint(report), "");
        run.addAction(action);
        return action;
    }

    private static String fingerprint(Report report) {
        return report.candidate().machine().fingerprint();
    }

    private static final class Measured extends TestBuilder {
        private final transient Report report;

        private Measured(Report report) {
            this.report = report;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) throws IOException {
            if (store(build, "", report).isRegression()) {
                build.setResult(Result.UNSTABLE);
            }
            return true;
        }
    }
}

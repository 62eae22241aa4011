package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.ChannelClosedException;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One measurement of a build, shared by step and builder: {@link #prepare} puts everything that is needed on the agent, the
 * caller runs the script there with {@link #environment}, {@link #finish} brings the result home.
 */
final class Measurement implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(Measurement.class.getName());
    private static final long LARGEST_REPORT = 16L << 20;
    private static final long LARGEST_MODEL = 64L << 20;
    /** The runtime is preloaded by its path, which the loader splits at these. */
    private static final String UNFIT_FOR_PRELOAD = ".*[\\s:].*";

    private final Settings settings;
    private final String folder;
    private final HashMap<String, String> environment;
    private final String baseline;
    private final int baselineBuild;
    private final String baselineReason;
    private final String fingerprint;

    private Measurement(
            Settings settings,
            FilePath folder,
            Map<String, String> environment,
            Baselines.Choice baseline,
            String fingerprint) {
        this.settings = settings;
        this.fingerprint = fingerprint;
        this.folder = folder.getRemote();
        this.environment = new HashMap<>(environment);
        this.baseline = baseline.name();
        baselineBuild = baseline.build();
        baselineReason = baseline.explanation();
    }

    /**
     * @param node root folder of the agent
     * @throws AbortException with one sentence where the settings or the agent do not allow it
     */
    static Measurement prepare(Run<?, ?> run, FilePath workspace, FilePath node, TaskListener listener, Settings settings)
            throws IOException, InterruptedException {
        settings.check();
        if (AutoPerfAction.of(run, settings.id()) != null) {
            throw new AbortException(
                    settings.id().isEmpty() ? Messages.Measurement_Twice() : Messages.Measurement_TwiceOf(settings.id()));
        }
        Agent agent = Agent.of(workspace);
        FilePath tool = Tool.install(node);
        Optional<SinceCommit> since = settings.isSince()
                ? Optional.of(SinceCommit.choose(run.getParent(), run.getPreviousBuild(), settings))
                : Optional.empty();
        Baselines.Choice baseline = since.isPresent()
                ? since.get().choice()
                : Baselines.choose(run.getParent(), run.getPreviousBuild(), settings, agent.fingerprint());
        listener.getLogger().println("[AutoPerf] " + baseline.explanation());

        FilePath temporary = WorkspaceList.tempDir(workspace);
        temporary.mkdirs();
        FilePath folder = temporary.createTempDir("autoperf", settings.id());
        List<String> arguments = new ArrayList<>(List.of(
                settings.isSince() ? "run" : "check", "--no-files", "-o", folder.getRemote(), "--name", run.getFullDisplayName()));
        arguments.addAll(settings.options());
        since.ifPresent(change -> arguments.addAll(
                List.of("--since=" + change.commit(), "--build=" + settings.build(), "--reference=interleaved")));
        if (baseline.model() != null) {
            FilePath model = folder.child("baseline.json.gz");
            try (InputStream in = Files.newInputStream(baseline.model())) {
                model.copyFrom(in);
            }
            arguments.addAll(List.of("-m", model.getRemote(), "--baseline-name", baseline.name()));
        }
        arguments.addAll(List.of("--", "sh", "-c", settings.workload()));
        FilePath file = folder.child("arguments");
        file.write(ArgumentFile.of(arguments), "UTF-8");

        Map<String, String> environment = new HashMap<>();
        environment.put("AUTOPERF_TOOL", tool.getRemote());
        environment.put("AUTOPERF_JAVA", agent.java());
        environment.put("AUTOPERF_ARGUMENTS", file.getRemote());
        if (!tool.getRemote().matches(UNFIT_FOR_PRELOAD)) {
            environment.put("AUTOPERF_CACHE", tool.getParent().child("native").getRemote());
        }
        return new Measurement(settings, folder, environment, baseline, agent.fingerprint());
    }

    Map<String, String> environment() {
        return environment;
    }

    String tool() {
        return environment.get("AUTOPERF_TOOL");
    }

    Settings settings() {
        return settings;
    }

    /**
     * Stores the result with the build, unless that was done before a restart, and removes what is left on the agent. The
     * gate is the caller's.
     *
     * @param exitCode of the command line
     * @throws AbortException with one sentence where there is no result
     */
    AutoPerfAction finish(Run<?, ?> run, FilePath workspace, TaskListener listener, int exitCode)
            throws IOException, InterruptedException {
        try {
            return collect(run, workspace, listener, exitCode);
        } catch (ChannelClosedException e) {
            throw new AbortException(Messages.Measurement_AgentLost(folder));
        }
    }

    private AutoPerfAction collect(Run<?, ?> run, FilePath workspace, TaskListener listener, int exitCode)
            throws IOException, InterruptedException {
        AutoPerfAction before = AutoPerfAction.of(run, settings.id());
        if (before != null) {
            return before;
        }
        FilePath results = workspace.child(folder);
        requireVerdict(exitCode, results);
        ResultFolder stored = ResultFolder.of(run, settings.id());
        Report report = store(results, stored);
        String commit = "";
        if (settings.isSince()) {
            commit = SinceCommit.measured(results, stored);
        } else {
            Incoming.fetch(results.child(ResultFolder.MODEL), stored.model(), LARGEST_MODEL);
        }
        NodeCountersFile.keep(results);
        AutoPerfAction action = new AutoPerfAction(settings, report, compared(report), fingerprint, commit);
        run.addAction(action);
        run.save();
        listener.getLogger().println("[AutoPerf] " + Messages.Measurement_Stored(run.getUrl() + action.getUrlName() + "/"));
        results.deleteRecursive();
        tell(run, action, report, listener);
        return action;
    }

    /** Brings the report from the agent and keeps what the trend needs of it. */
    static Report store(FilePath results, ResultFolder stored) throws IOException, InterruptedException {
        stored.create();
        Incoming.fetch(results.child(ResultFolder.REPORT), stored.report(), LARGEST_REPORT);
        Report report;
        try {
            report = Reports.read(stored.report());
        } catch (AutoPerfException e) {
            Files.delete(stored.report());
            throw new AbortException(Messages.Measurement_Damaged(e.getMessage()));
        }
        TrendFile.of(report).write(stored.trend());
        return report;
    }

    /** The tool looks at the machine once more, from where the workload runs, and may have found another one. */
    private Baselines.Choice compared(Report report) {
        return baseline.isEmpty() || settings.isSince() || report.baseline().runs() > 0
                ? new Baselines.Choice(baseline, baselineBuild, baselineReason, null)
                : Baselines.Choice.none(Messages.Baselines_NotCompared(baseline));
    }

    /** The result is stored: what goes wrong for a listener is told and no more. */
    private void tell(Run<?, ?> run, AutoPerfAction action, Report report, TaskListener listener) {
        for (ResultListener each : ExtensionList.lookup(ResultListener.class)) {
            try {
                each.stored(run, action, report, gate(action), listener);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> each.getClass().getName() + " failed for " + run);
                listener.error(Messages.Measurement_NotTold(each.getClass().getSimpleName(), e.getMessage()));
            }
        }
    }

    private static void requireVerdict(int exitCode, FilePath results) throws AbortException {
        switch (exitCode) {
            case 0, 1, 2 -> {}
            case 3 -> throw new AbortException(Messages.Measurement_Usage());
            case 4 -> throw new AbortException(Messages.Measurement_Workload(results.getRemote()));
            case 5 -> throw new AbortException(Messages.Measurement_Data(results.getRemote()));
            case 6 -> throw new AbortException(Messages.Measurement_Machine());
            default -> throw new AbortException(Messages.Measurement_Died(exitCode, results.getRemote()));
        }
    }

    /** What the verdict does to the build; empty where nothing. */
    Optional<Result> gate(AutoPerfAction action) {
        return switch (Verdict.valueOf(action.getVerdict())) {
            case REGRESSION -> settings.onRegression().result();
            case INCONCLUSIVE -> settings.onInconclusive().result();
            case UNCHANGED, IMPROVEMENT, CHANGED -> Optional.empty();
        };
    }
}

package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The step while it runs: prepares, lets the Pipeline's own durable task run the measurement, and finishes. Each part begins
 * again after a restart of the controller, and the measurement in the middle, which is long, goes on without it.
 */
final class AutoPerfExecution extends StepExecution {
    private static final long serialVersionUID = 1;

    private final Settings settings;
    private Measurement measurement;
    private StepExecution run;
    private Integer exitCode;
    private transient volatile Future<?> background;
    private transient volatile Throwable stopped;

    AutoPerfExecution(StepContext context, Settings settings) {
        super(context);
        this.settings = settings;
    }

    @Override
    public boolean start() {
        inBackground(this::prepareAndRun);
        return false;
    }

    @Override
    public void onResume() {
        if (exitCode != null) {
            inBackground(this::finish);
        } else if (run != null) {
            run.onResume();
        } else {
            inBackground(this::prepareAndRun);
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopped = cause;
        if (run != null && exitCode == null) {
            run.stop(cause);
        } else {
            getContext().onFailure(cause);
            Future<?> working = background;
            if (working != null) {
                working.cancel(true);
            }
        }
    }

    @Override
    public String getStatus() {
        return exitCode != null ? "storing the result" : run != null ? run.getStatus() : "preparing the agent";
    }

    private void prepareAndRun() throws Exception {
        StepContext context = getContext();
        FilePath workspace = context.get(FilePath.class);
        FilePath node = context.get(Node.class).getRootPath();
        if (node == null) {
            throw new AbortException(Messages.Measurement_AgentGone());
        }
        workspace.mkdirs();
        measurement =
                Measurement.prepare(context.get(Run.class), workspace, node, context.get(TaskListener.class), settings);
        EnvVars environment = new EnvVars(context.get(EnvVars.class));
        environment.putAll(measurement.environment());
        StepExecution script = new ScriptStep().start(new ScriptContext(this, environment));
        script.start();
        run = script;
        context.saveState();
        if (stopped != null) {
            script.stop(stopped);
        }
    }

    /** Called when the command line has ended, on a thread that must not be held. */
    void exited(int code) {
        exitCode = code;
        getContext().saveState();
        inBackground(this::finish);
    }

    private void finish() throws Exception {
        StepContext context = getContext();
        Run<?, ?> build = context.get(Run.class);
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.Measurement_AgentGone());
        }
        AutoPerfAction action = measurement.finish(build, workspace, context.get(TaskListener.class), exitCode);
        Optional<Result> gate = measurement.gate(action);
        if (gate.isPresent()) {
            if (gate.get() == Result.FAILURE) {
                throw new AbortException(action.getSummary());
            }
            context.get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(gate.get()).withMessage(action.getSummary()));
            build.setResult(gate.get());
        }
        context.onSuccess(result(build, action));
    }

    private static AutoPerfResult result(Run<?, ?> build, AutoPerfAction action) throws IOException {
        Report report = action.report().orElseThrow(() -> new IOException("The report just stored is gone."));
        return new AutoPerfResult(
                action.getVerdict(),
                action.getSummary(),
                names(report, Verdict.REGRESSION),
                names(report, Verdict.IMPROVEMENT),
                names(report, Verdict.INCONCLUSIVE),
                action.getBaseline(),
                build.getUrl() + action.getUrlName() + "/");
    }

    private static List<String> names(Report report, Verdict verdict) {
        return report.regions().stream()
                .filter(r -> r.verdict().verdict() == verdict)
                .map(r -> r.verdict().region())
                .toList();
    }

    private interface Part {
        void run() throws Exception;
    }

    private void inBackground(Part part) {
        background = Threads.POOL.submit(() -> {
            try {
                part.run();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        });
    }

    private static final class Threads {
        private static final ExecutorService POOL = Executors.newCachedThreadPool(
                new NamingThreadFactory(new DaemonThreadFactory(), AutoPerfExecution.class.getName()));
    }
}

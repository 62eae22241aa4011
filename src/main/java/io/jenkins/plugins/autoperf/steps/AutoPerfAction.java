package io.jenkins.plugins.autoperf.steps;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The result of one measurement on its build. Only scalars are kept in {@code build.xml}; the report lies beside the build
 * and is read when somebody looks at it.
 */
@ExportedBean
public final class AutoPerfAction implements RunAction2, SimpleBuildStep.LastBuildAction {
    private static final String URL = "autoperf";

    private final String id;
    private final String workload;
    private final String verdict;
    private final String summary;
    private final int regions;
    private final int regressions;
    private final int inconclusive;
    private final int improvements;
    private final String baseline;
    private final int baselineBuild;
    private final String baselineReason;
    private final String fingerprint;
    private Who accepted;

    private transient Run<?, ?> run;
    private transient SoftReference<Report> report;

    AutoPerfAction(Settings settings, Report report, Baselines.Choice baseline, String fingerprint) {
        id = settings.id();
        workload = settings.workload();
        verdict = report.verdict().name();
        summary = report.summary();
        regions = report.regions().size();
        regressions = count(report, Verdict.REGRESSION);
        inconclusive = count(report, Verdict.INCONCLUSIVE);
        improvements = count(report, Verdict.IMPROVEMENT);
        this.baseline = baseline.name();
        baselineBuild = baseline.build();
        baselineReason = baseline.explanation();
        this.fingerprint = fingerprint;
        this.report = new SoftReference<>(report);
    }

    private static int count(Report report, Verdict verdict) {
        return (int) report.regions().stream()
                .filter(r -> r.verdict().verdict() == verdict)
                .count();
    }

    /** Null where the build has no measurement of that id. */
    static AutoPerfAction of(Run<?, ?> run, String id) {
        for (AutoPerfAction action : run.getActions(AutoPerfAction.class)) {
            if (action.id.equals(id)) {
                return action;
            }
        }
        return null;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-speedometer-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return id.isEmpty() ? Messages.AutoPerf_Name() : Messages.AutoPerf_NameOf(id);
    }

    @Override
    public String getUrlName() {
        return urlName(id);
    }

    static String urlName(String id) {
        return id.isEmpty() ? URL : URL + "-" + id;
    }

    /** Of the page: whole where Jenkins knows its own address, else relative to it. */
    String address() {
        return Util.fixNull(Jenkins.get().getRootUrl()) + run.getUrl() + getUrlName() + "/";
    }

    @Override
    public Collection<? extends Action> getProjectActions() {
        return List.of(new AutoPerfJobAction(run.getParent(), id));
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getWorkload() {
        return workload;
    }

    @Exported
    public String getVerdict() {
        return verdict;
    }

    @Exported
    public String getSummary() {
        return summary;
    }

    /** Number of regions measured. */
    @Exported
    public int getRegions() {
        return regions;
    }

    @Exported
    public int getRegressions() {
        return regressions;
    }

    @Exported
    public int getInconclusive() {
        return inconclusive;
    }

    @Exported
    public int getImprovements() {
        return improvements;
    }

    /** The build that this one was compared with, such as {@code job #12}; empty for a first measurement. */
    @Exported
    public String getBaseline() {
        return baseline;
    }

    public int getBaselineBuild() {
        return baselineBuild;
    }

    /** How the baseline was chosen, or why there is none: a sentence. */
    @Exported
    public String getBaselineReason() {
        return baselineReason;
    }

    /** The kind of machine that was measured on. */
    @Exported
    public String getFingerprint() {
        return fingerprint;
    }

    /** Who took this build for the new normal, when and why; null where nobody did. */
    public Who getAccepted() {
        return accepted;
    }

    void setAccepted(Who accepted) {
        this.accepted = accepted;
    }

    public boolean isRegression() {
        return verdict.equals(Verdict.REGRESSION.name());
    }

    /** The whole report, read when first asked for; empty where its file is gone or damaged. */
    synchronized Optional<Report> report() {
        Report known = report == null ? null : report.get();
        if (known == null) {
            try {
                known = Reports.read(ResultFolder.of(run, id).report());
            } catch (AutoPerfException | IOException e) {
                return Optional.empty();
            }
            report = new SoftReference<>(known);
        }
        return Optional.of(known);
    }
}

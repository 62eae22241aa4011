package io.jenkins.plugins.autoperf.steps;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.tasks.SimpleBuildStep;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * The result of one measurement on its build. Only scalars are kept in {@code build.xml}; the report lies beside the build
 * and is read when somebody looks at it.
 */
@ExportedBean(defaultVisibility = 2)
public final class AutoPerfAction implements RunAction2, SimpleBuildStep.LastBuildAction {
    private static final String URL = "autoperf";
    /** What the agent says is stored in {@code build.xml} no longer than this, and without what XML does not allow. */
    private static final int LONGEST_TEXT = 1000;
    private static final int SHORT_ID = 10;

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
    /** Null in builds that were stored before there was one. */
    private final String commit;
    private Who accepted;

    private transient Run<?, ?> run;
    private transient SoftReference<Report> report;
    private transient SoftReference<TrendFile> trend;

    /** @param commit full id of the commit that was measured; empty where it is not known */
    AutoPerfAction(Settings settings, Report report, Baselines.Choice baseline, String fingerprint, String commit) {
        id = settings.id();
        workload = settings.workload();
        verdict = report.verdict().name();
        summary = Markup.brief(report.summary(), LONGEST_TEXT);
        regions = report.regions().size();
        regressions = count(report, Verdict.REGRESSION);
        inconclusive = count(report, Verdict.INCONCLUSIVE);
        improvements = count(report, Verdict.IMPROVEMENT);
        this.baseline = baseline.name();
        baselineBuild = baseline.build();
        baselineReason = baseline.explanation();
        this.fingerprint = fingerprint;
        this.commit = commit;
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
    @Exported(name = "regionCount")
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

    /** Full id of the commit that was measured; empty where the step measured no change. */
    @Exported
    public String getCommit() {
        return Util.fixNull(commit);
    }

    public String getShortCommit() {
        return getCommit().substring(0, Math.min(SHORT_ID, getCommit().length()));
    }

    boolean knowsCommit() {
        return !getCommit().isEmpty();
    }

    /** Who took this build for the new normal, when and why; null where nobody did. */
    @Exported
    public Who getAccepted() {
        return accepted;
    }

    void setAccepted(Who accepted) {
        this.accepted = accepted;
    }

    public boolean isRegression() {
        return verdict.equals(Verdict.REGRESSION.name());
    }

    public VerdictLook getLook() {
        return VerdictLook.of(verdict);
    }

    /** Whether there was nothing to compare with. */
    public boolean isFirst() {
        return baseline.isEmpty();
    }

    /** The build compared with; null where it is gone, was none, or is not to be seen by this user. */
    public Run<?, ?> getBaselineRun() {
        Job<?, ?> job = run.getParent();
        if (Baselines.name(job, baselineBuild).equals(baseline)) {
            return job.getBuildByNumber(baselineBuild);
        }
        return TargetBranch.of(job)
                .filter(target -> Baselines.name(target, baselineBuild).equals(baseline) && target.hasPermission(Item.READ))
                .map(target -> target.getBuildByNumber(baselineBuild))
                .orElse(null);
    }

    /** What the sentence on the baseline says before and after its name, so that the name can be a link. */
    public List<String> aroundBaseline() {
        int at = baselineReason.indexOf(baseline);
        return at < 0
                ? List.of(baselineReason + " ", "")
                : List.of(baselineReason.substring(0, at), baselineReason.substring(at + baseline.length()));
    }

    public Decisions getDecisions() {
        return new Decisions(this);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** All regions, the worst first. Not part of a build's own API unless asked for, since it reads the report. */
    @Exported(name = "regions", visibility = 1)
    public List<RegionRow> getRegionRows() {
        List<Report.Region> all = report().map(Report::regions).orElse(List.of());
        return IntStream.range(0, all.size()).mapToObj(r -> new RegionRow(r + 1, all.get(r))).toList();
    }

    /**
     * The page of one region.
     *
     * @param number as in {@link RegionRow#getNumber}; null, and so no page, where there is no such region
     */
    public RegionPage getRegion(String number) {
        List<Report.Region> all = report().map(Report::regions).orElse(List.of());
        int index = number.matches("[1-9]\\d{0,5}") ? Integer.parseInt(number) - 1 : all.size();
        return index < all.size() ? new RegionPage(this, report().orElseThrow(), index) : null;
    }

    public ReportPage getReportPage() {
        return ReportPage.of(this);
    }

    /** The report as it came from the agent. */
    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doReportJson() {
        return Download.of(fileName("json"), "application/json", ResultFolder.of(run, id).report());
    }

    /** The report as one page that needs nothing else. */
    @GET
    @WebMethod(name = "report.html")
    public HttpResponse doReportHtml() {
        return report().map(r -> Download.of(fileName("html"), "text/html", HtmlReport.page(r)))
                .orElseGet(() -> HttpResponses.error(404, Messages.ReportPage_Unreadable()));
    }

    private String fileName(String extension) {
        return urlName(id) + "-" + run.getNumber() + "." + extension;
    }

    boolean hasReport() {
        return Files.isRegularFile(ResultFolder.of(run, id).report());
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

    /** What this build adds to its job's trend, read when first asked for. */
    synchronized TrendFile trend() {
        TrendFile known = trend == null ? null : trend.get();
        if (known == null) {
            known = TrendFile.read(ResultFolder.of(run, id).trend());
            trend = new SoftReference<>(known);
        }
        return known;
    }
}

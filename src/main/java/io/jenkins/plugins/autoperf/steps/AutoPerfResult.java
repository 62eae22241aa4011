package io.jenkins.plugins.autoperf.steps;

import java.io.Serializable;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the step returns to the Pipeline. */
public final class AutoPerfResult implements Serializable {
    private static final long serialVersionUID = 1;

    private final String verdict;
    private final String summary;
    private final List<String> regressions;
    private final List<String> improvements;
    private final List<String> inconclusive;
    private final String baseline;
    private final String url;

    AutoPerfResult(
            String verdict,
            String summary,
            List<String> regressions,
            List<String> improvements,
            List<String> inconclusive,
            String baseline,
            String url) {
        this.verdict = verdict;
        this.summary = summary;
        this.regressions = List.copyOf(regressions);
        this.improvements = List.copyOf(improvements);
        this.inconclusive = List.copyOf(inconclusive);
        this.baseline = baseline;
        this.url = url;
    }

    /** {@code UNCHANGED}, {@code IMPROVEMENT}, {@code CHANGED}, {@code INCONCLUSIVE} or {@code REGRESSION}. */
    @Whitelisted
    public String getVerdict() {
        return verdict;
    }

    /** The verdict in one sentence. */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    /** Names of the regions that became dearer, the worst first. */
    @Whitelisted
    public List<String> getRegressions() {
        return regressions;
    }

    @Whitelisted
    public List<String> getImprovements() {
        return improvements;
    }

    @Whitelisted
    public List<String> getInconclusive() {
        return inconclusive;
    }

    /** The build that this one was compared with, such as {@code job #12}; empty for the first measurement. */
    @Whitelisted
    public String getBaseline() {
        return baseline;
    }

    /** Address of the report, relative to Jenkins' own. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    @Override
    public String toString() {
        return verdict + ": " + summary;
    }
}

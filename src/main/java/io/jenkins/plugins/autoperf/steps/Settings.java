package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What one measurement does, with every default filled in. Public, since a running step is stored with it.
 *
 * @param id tells several measurements of one build apart; empty where there is but one
 * @param since commit, branch or tag since which a change is measured, or {@code previousSuccessful}; empty to measure a
 *     program that is annotated and built already
 * @param build shell line that builds the program in a fresh checkout; empty where {@code since} is
 * @param workload shell line
 * @param timeout of one run, such as {@code 10m}
 * @param threshold t of μ + tσ, or null for the conformal quantile
 * @param clusters number of clusters, 0 to choose it
 * @param baseline {@code previousSuccessful}, {@code anchor}, {@code targetBranch} or a build number
 * @param history number of good builds that a model remembers
 */
public record Settings(
        String id,
        String since,
        String build,
        String workload,
        String counters,
        int runs,
        int warmUp,
        String timeout,
        Double threshold,
        double falseAlarmRate,
        double minimumEffect,
        int clusters,
        String baseline,
        int history,
        boolean confirm,
        Gate onRegression,
        Gate onInconclusive)
        implements Serializable {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,6} ?[smh]?");
    /** Whatever git takes for a commit, and the command line not for an option. */
    private static final Pattern SINCE = Pattern.compile("[^\\s\\p{Cntrl}-][^\\s\\p{Cntrl}]{0,199}");
    private static final Pattern COUNTERS = Pattern.compile("[A-Za-z0-9_:=.\\-]+( *, *[A-Za-z0-9_:=.\\-]+)*");

    static final String PREVIOUS_SUCCESSFUL = "previousSuccessful";
    static final String ANCHOR = "anchor";
    static final String TARGET_BRANCH = "targetBranch";

    /** Whether a change is measured: annotated and built here, and compared with the commit before it. */
    boolean isSince() {
        return !since.isEmpty();
    }

    /** @throws AbortException with one sentence where a value is out of its range */
    void check() throws AbortException {
        require(!workload.isBlank(), Messages.Settings_NoWorkload());
        require(since.isEmpty() == build.isEmpty(), since.isEmpty() ? Messages.Settings_NoSince() : Messages.Settings_NoBuild());
        require(since.isEmpty() || isCommit(since), Messages.Settings_BadSince(since));
        require(id.isEmpty() || isId(id), Messages.Settings_BadId(id));
        require(isCounters(counters), Messages.Settings_BadCounters(counters));
        require(isDuration(timeout), Messages.Settings_BadTimeout(timeout));
        require(isBaseline(baseline), Messages.Settings_BadBaseline(baseline));
        require(Range.RUNS, runs);
        require(Range.WARM_UP, warmUp);
        require(Range.CLUSTERS, clusters);
        require(Range.HISTORY, history);
        require(Range.FALSE_ALARM_RATE, falseAlarmRate);
        require(Range.MINIMUM_EFFECT, minimumEffect);
        if (threshold != null) {
            require(Range.THRESHOLD, threshold);
        }
    }

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static boolean isCommit(String since) {
        return SINCE.matcher(since).matches();
    }

    static boolean isCounters(String counters) {
        return COUNTERS.matcher(counters).matches();
    }

    static boolean isDuration(String timeout) {
        return DURATION.matcher(timeout).matches();
    }

    static boolean isBaseline(String baseline) {
        return List.of(PREVIOUS_SUCCESSFUL, ANCHOR, TARGET_BRANCH).contains(baseline) || baseline.matches("[1-9]\\d{0,8}");
    }

    /** Options of {@code autoperf check} or {@code autoperf run}, less the folders and what is compared with. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "--counters", counters.replace(" ", ""),
                "--runs", Integer.toString(runs),
                "--warm-up", Integer.toString(warmUp),
                "--timeout", timeout.replace(" ", ""),
                "--false-alarm-rate", number(falseAlarmRate),
                "--minimum-effect", number(minimumEffect),
                "--clusters", Integer.toString(clusters),
                confirm ? "--confirm" : "--no-confirm"));
        if (!isSince()) {
            options.addAll(List.of("--history", Integer.toString(history)));
        }
        if (threshold != null) {
            options.addAll(List.of("--threshold", number(threshold)));
        }
        return options;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%s", value);
    }

    private static void require(Range range, Number value) throws AbortException {
        require(range.holds(value.doubleValue()), range.complaint(value));
    }

    private static void require(boolean holds, String message) throws AbortException {
        if (!holds) {
            throw new AbortException(message);
        }
    }
}

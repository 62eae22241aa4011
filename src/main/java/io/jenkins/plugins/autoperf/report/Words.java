package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.Locale;
import java.util.Optional;

/** The words that page, terminal and summary share. */
final class Words {
    private Words() {}

    static String label(Report report) {
        return report.first() ? "First measurement" : label(report.verdict());
    }

    static String label(RegionVerdict region) {
        return isNew(region) ? "New" : label(region.verdict());
    }

    /** Whether the baseline does not know the region, or there is no baseline. */
    static boolean isNew(RegionVerdict region) {
        return region.cluster() < 0 && region.verdict() == Verdict.UNCHANGED;
    }

    static String label(Verdict verdict) {
        return switch (verdict) {
            case REGRESSION -> "Regression";
            case INCONCLUSIVE -> "Inconclusive";
            case CHANGED -> "Changed";
            case IMPROVEMENT -> "Improvement";
            case UNCHANGED -> "Unchanged";
        };
    }

    /** A shape that tells the verdicts apart without colour. */
    static String sign(Verdict verdict) {
        return switch (verdict) {
            case REGRESSION -> "▲";
            case INCONCLUSIVE -> "?";
            case CHANGED -> "◆";
            case IMPROVEMENT -> "▼";
            case UNCHANGED -> "=";
        };
    }

    static String sign(RegionVerdict region) {
        return isNew(region) ? "+" : sign(region.verdict());
    }

    static String meaning(RegionVerdict region) {
        if (isNew(region)) {
            return "nothing to compare with yet";
        }
        return switch (region.verdict()) {
            case REGRESSION -> "dearer than before";
            case INCONCLUSIVE -> "nothing shown, but the noise would have hidden it";
            case CHANGED -> "behaves differently at about the same cost";
            case IMPROVEMENT -> "cheaper than before";
            case UNCHANGED -> "no change of a size worth reporting";
        };
    }

    /** {@code 1 region}, {@code 2 regions}. */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** {@code 2 regressions}, {@code 4 unchanged}. */
    static String tally(int n, Verdict verdict) {
        String word = label(verdict).toLowerCase(Locale.ROOT);
        return verdict == Verdict.REGRESSION || verdict == Verdict.IMPROVEMENT ? count(n, word) : n + " " + word;
    }

    static Optional<Cost> cost(RegionVerdict region) {
        return region.costs().stream().findFirst();
    }

    /** What is paid, such as {@code wall time}. */
    static String measure(Cost cost) {
        Family family = cost.counter().family();
        return switch (family) {
            case WALL_TIME -> "wall time";
            case CPU_TIME -> "CPU time";
            case CYCLES -> "simulated cycles";
            case INSTRUCTIONS -> "instructions";
            default -> cost.counter().name();
        };
    }

    /** Candidate over baseline; where there is no baseline, what the region costs. */
    static String ratio(RegionVerdict region) {
        return cost(region)
                .map(c -> isNew(region) ? Figures.quantity(c.candidate(), c.counter().unit()) : Figures.ratio(c.ratio()))
                .orElse("–");
    }

    static String detectable(Cost cost) {
        double increase = cost.minimumDetectable();
        return Double.isNaN(increase) ? "–" : Double.isInfinite(increase) ? "too few runs" : "+" + Figures.percent(increase);
    }

    static String interval(RegionVerdict region) {
        return cost(region)
                .map(c -> Figures.interval(c.interval().low(), c.interval().high()))
                .orElse("–");
    }

    static String anomalous(RegionVerdict region) {
        return isNew(region) ? "–" : Figures.percent(region.anomaly().candidateRate());
    }
}

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

    static String meaning(Verdict verdict) {
        return switch (verdict) {
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

    static String ratio(RegionVerdict region) {
        return cost(region).map(c -> Figures.ratio(c.ratio())).orElse("–");
    }

    static String interval(RegionVerdict region) {
        return cost(region)
                .map(c -> Figures.interval(c.interval().low(), c.interval().high()))
                .orElse("–");
    }

    static String anomalous(RegionVerdict region) {
        return Figures.percent(region.anomaly().candidateRate());
    }
}

package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Figures;
import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.detection.DetectionOptions;
import io.jenkins.plugins.autoperf.detection.RegionVerdict;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verdict in one sentence: which region, how much, why. */
final class Summary {
    private static final int LONGEST_NAME = 60;

    private Summary() {}

    static String of(Verdict verdict, DetectionOptions options, List<Report.Region> regions) {
        if (regions.isEmpty()) {
            return "No region was compared.";
        }
        List<Report.Region> concerned =
                regions.stream().filter(r -> r.verdict().verdict() == verdict).toList();
        if (verdict == Verdict.UNCHANGED || concerned.isEmpty()) {
            String subject = regions.size() == 1 ? name(regions.get(0)) + " did not become" : "No region became";
            return subject + " dearer by " + Figures.percent(options.minimumEffect()) + " or more.";
        }
        Report.Region worst = concerned.get(0);
        String sentence =
                switch (verdict) {
                    case REGRESSION -> name(worst) + " became dearer" + amount(worst, options) + why(worst);
                    case IMPROVEMENT -> name(worst) + " became cheaper" + amount(worst, options) + why(worst);
                    case CHANGED -> name(worst) + " behaves differently at about the same cost" + why(worst);
                    default -> "No regression was shown in " + name(worst) + hidden(worst);
                };
        int others = concerned.size() - 1;
        return sentence + (others == 0 ? "." : "; " + Words.count(others, "other region") + " likewise.");
    }

    static String first(List<Report.Region> regions) {
        return "First measurement of " + Words.count(regions.size(), "region") + ": from now on the baseline.";
    }

    private static String name(Report.Region region) {
        return "“" + Markup.brief(region.verdict().region(), LONGEST_NAME) + "”";
    }

    private static String amount(Report.Region region, DetectionOptions options) {
        Optional<Cost> cost = Words.cost(region.verdict());
        if (cost.isEmpty() || !Double.isFinite(cost.get().ratio())) {
            return "";
        }
        Cost c = cost.get();
        return String.format(
                Locale.ROOT,
                ": %s the %s (%s interval %s)",
                Figures.ratio(c.ratio()),
                Words.measure(c),
                Figures.percent(options.confidence()),
                Figures.interval(c.interval().low(), c.interval().high()));
    }

    private static String why(Report.Region region) {
        String cause = region.diagnosis().cause();
        return cause.isEmpty() ? "" : " – likely cause: " + Markup.visible(cause);
    }

    private static String hidden(Report.Region region) {
        RegionVerdict verdict = region.verdict();
        double detectable = Words.cost(verdict).map(Cost::minimumDetectable).orElse(Double.NaN);
        return Double.isFinite(detectable)
                ? ", but the noise would have hidden an increase below " + Figures.percent(detectable)
                : ", but there are too few runs to show one";
    }
}

package io.jenkins.plugins.autoperf.detection;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Source;
import java.util.Arrays;
import java.util.List;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.TDistribution;

/**
 * One measure of cost of both sides, on the log scale and by run, since samples within a run are not independent. The
 * size is the difference of the means of the quicker halves' logarithms, with a bootstrap interval; the test is Wilcoxon's
 * rank sum test against the hypothesis that the candidate costs at most (1 + minimumEffect)(1 + drift) times as much.
 */
final class CostComparison {
    /** Counters of cost, the one that decides first. */
    static final List<String> COSTS = List.of(
            Counter.CPU, Counter.WALL, Counter.INSTRUCTIONS, Counter.SIMULATED_CYCLES, Counter.SIMULATED_INSTRUCTIONS);
    /** Probability with which an increase of the minimum detectable size would be called. */
    static final double POWER = 0.9;
    /** Asymptotic efficiency of the rank sum test under normality, 3/π. */
    private static final double EFFICIENCY = 3 / Math.PI;

    private static final int MOST_RUNS = 1 << 20;
    /**
     * Runs above which Student's t is the normal distribution for all purposes; the library's quantile is not
     * made for more.
     */
    private static final int LIKE_NORMAL = 1_000;

    private final String region;
    private final Counter counter;
    private final Runs baseline;
    private final Runs candidate;
    private final boolean exact;
    private final double[] baselineLogs;
    private final double[] candidateLogs;
    private final double drift;

    /**
     * @param baseline values above 0
     * @param candidate likewise
     * @param drift relative allowance
     */
    CostComparison(String region, Counter counter, Runs baseline, Runs candidate, double drift) {
        this.region = region;
        this.counter = counter;
        this.baseline = baseline;
        this.candidate = candidate;
        this.exact = Runs.exact(counter, baseline, candidate);
        this.baselineLogs = Arrays.stream(baseline.values()).map(Math::log).toArray();
        this.candidateLogs = Arrays.stream(candidate.values()).map(Math::log).toArray();
        this.drift = drift;
    }

    double drift() {
        return drift;
    }

    /** Two-sided p-value of a change beyond the smallest one worth reporting and the drift. */
    double pValue(double minimumEffect) {
        double margin = margin(minimumEffect);
        if (exact) {
            return Runs.exactly(baseline, candidate, Math.exp(margin));
        }
        double[] lower = Arrays.stream(candidateLogs).map(v -> v - margin).toArray();
        double[] higher = Arrays.stream(candidateLogs).map(v -> v + margin).toArray();
        return Math.min(1, 2 * Math.min(greater(baselineLogs, lower), greater(higher, baselineLogs)));
    }

    private double greater(double[] one, double[] other) {
        return simulated() ? StudentTest.greater(one, other) : RankTest.greater(one, other);
    }

    private boolean simulated() {
        return counter.source() == Source.SIMULATED;
    }

    private boolean enough(int n, int m, double level) {
        return simulated() ? Math.min(n, m) >= 2 : RankTest.smallest(n, m) <= level;
    }

    /** @param tests number of comparisons among which this one has to stand out */
    RegionVerdict.Cost cost(DetectionOptions options, Bootstrap bootstrap, int tests, double pValue, double qValue) {
        double before = Math.exp(Quantiles.trimmedMean(baselineLogs));
        double now = Math.exp(Quantiles.trimmedMean(candidateLogs));
        double level = BenjaminiHochberg.worstCase(options.falseAlarmRate(), tests) / 2;
        return new RegionVerdict.Cost(
                counter,
                before,
                now,
                now / before,
                interval(bootstrap),
                minimumDetectable(options.minimumEffect(), level),
                runsToShow(options.ruledOut(), options.minimumEffect(), level),
                pValue,
                qValue,
                baseline.values(),
                candidate.values());
    }

    private Interval interval(Bootstrap bootstrap) {
        if (exact) {
            Interval ratios = Runs.ratios(baseline, candidate);
            return new Interval(ratios.low() / (1 + drift), ratios.high() * (1 + drift));
        }
        Interval log = bootstrap.compare(
                region + "\n" + counter.name(),
                baselineLogs,
                candidateLogs,
                Quantiles::trimmedMeanInPlace,
                (b, c) -> c - b);
        double allowance = Math.log1p(drift);
        return new Interval(Math.exp(log.low() - allowance), Math.exp(log.high() + allowance));
    }

    /**
     * Smallest increase that would be called with probability {@link #POWER}, from the spread from run to run: margin +
     * (t + z) s √((1/n + 1/m) / efficiency) on the log scale.
     *
     * @param level one-sided level of this test
     */
    double minimumDetectable(double minimumEffect, double level) {
        int n = baselineLogs.length;
        int m = candidateLogs.length;
        if (exact) {
            return Math.expm1(margin(minimumEffect));
        }
        double spread = spread(baselineLogs, candidateLogs);
        if (Double.isNaN(spread) || !enough(n, m, level)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.expm1(margin(minimumEffect) + beyondMargin(n, m, spread, level));
    }

    /**
     * Runs of each side with which an increase of the given size would be called.
     *
     * @return 0 where it is within the margin or takes more than a million
     */
    int runsToShow(double increase, double minimumEffect, double level) {
        double room = Math.log1p(increase) - margin(minimumEffect);
        double spread = spread(baselineLogs, candidateLogs);
        if (exact && room > 0) {
            return 1;
        }
        if (room <= 0 || Double.isNaN(spread)) {
            return 0;
        }
        int low = 2;
        int high = MOST_RUNS;
        while (low < high) {
            int middle = (low + high) / 2;
            boolean enough = enough(middle, middle, level)
                    && beyondMargin(middle, middle, spread, level) <= room;
            if (enough) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == MOST_RUNS ? 0 : low;
    }

    /**
     * Standard deviation of a run's logarithm that the error of the trimmed mean stands for; {@code NaN} of
     * single runs.
     */
    static double spread(double[]... sides) {
        double squares = 0;
        double freedom = 0;
        for (double[] side : sides) {
            int kept = Quantiles.kept(side.length);
            if (kept >= 2) {
                // Yuen 1974: the squared error of a trimmed mean is SSW / (h (h - 1)), here times n for one run.
                squares += Quantiles.winsorizedSumOfSquares(side) * side.length / kept;
                freedom += kept - 1;
            }
        }
        return freedom == 0 ? Double.NaN : Math.sqrt(squares / freedom);
    }

    private static double beyondMargin(int n, int m, double spread, double level) {
        GaussianDistribution normal = GaussianDistribution.getInstance();
        double t = n + m <= LIKE_NORMAL ? new TDistribution(n + m - 2).quantile(1 - level) : normal.quantile(1 - level);
        double z = normal.quantile(POWER);
        return (t + z) * spread * Math.sqrt((1.0 / n + 1.0 / m) / EFFICIENCY);
    }

    private double margin(double minimumEffect) {
        return Math.log1p(minimumEffect) + Math.log1p(drift);
    }
}

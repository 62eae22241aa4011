package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class StatisticsTest {
    private static final Counter COUNTER = Measurement.counter(Counter.CPU, Family.CPU_TIME, "ns");

    @Provide
    Arbitrary<double[]> runs() {
        return Arbitraries.integers().between(1, 30).map(Integer::doubleValue).list().ofMinSize(1).ofMaxSize(9)
                .map(l -> l.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Property(tries = 100, seed = "1")
    void theRankTestAgreesWithCountingAllDivisionsTiesIncluded(
            @ForAll("runs") double[] baseline, @ForAll("runs") double[] candidate) {
        assertThat(RankTest.greater(baseline, candidate)).isCloseTo(byCounting(baseline, candidate), within(1e-9));
    }

    @Property(tries = 100, seed = "2")
    void theRankTestLooksAtOrderAlone(@ForAll("runs") double[] baseline, @ForAll("runs") double[] candidate) {
        double p = RankTest.greater(baseline, candidate);
        assertThat(RankTest.greater(logs(baseline), logs(candidate))).isEqualTo(p);
        assertThat(RankTest.different(baseline, candidate)).isEqualTo(RankTest.different(candidate, baseline));
    }

    @Example
    void theSmallestPValueIsOneOfAllDivisions() {
        assertThat(RankTest.smallest(10, 10)).isCloseTo(1 / 184_756.0, within(1e-12));
        assertThat(RankTest.greater(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7}))
                .isCloseTo(RankTest.smallest(4, 3), within(1e-12));
        assertThat(RankTest.greater(new double[0], new double[] {1})).isEqualTo(1);
    }

    @Example
    void beyondTheExactSizesTheNormalApproximationTakesOverWithoutAStep() {
        Random random = new Random(3);
        double[] few = random.doubles(20).toArray();
        double[] others = random.doubles(20).map(v -> v + 0.2).toArray();
        double[] oneMore = Arrays.copyOf(others, 21);
        oneMore[20] = Quantiles.median(others);
        assertThat(RankTest.greater(few, oneMore)).isCloseTo(RankTest.greater(few, others), within(0.02));
    }

    @Example
    void pValuesAreUniformIfNothingChanged() {
        Random random = new Random(4);
        int[] below = new int[3];
        double[] levels = {0.01, 0.05, 0.25};
        int trials = 4000;
        for (int i = 0; i < trials; i++) {
            double p = RankTest.greater(gaussians(random, 8, 1), gaussians(random, 8, 1));
            for (int k = 0; k < levels.length; k++) {
                below[k] += p <= levels[k] ? 1 : 0;
            }
        }
        for (int k = 0; k < levels.length; k++) {
            double expected = levels[k] * trials;
            assertThat((double) below[k]).isLessThan(expected + 4 * Math.sqrt(expected)).isGreaterThan(expected * 0.7 - 10);
        }
    }

    @Example
    void theAnomalyTestTreatsBothSidesAlikeSoThatItsPValueHoldsThoughRunsDiffer() {
        Random random = new Random(5);
        int below = 0;
        int trials = 1000;
        for (int i = 0; i < trials; i++) {
            double p = new AnomalyTest(runsOfErrors(random, 5, 0), runsOfErrors(random, 8, 0)).pValue(0.95);
            below += p <= 0.05 ? 1 : 0;
        }
        assertThat(below).isLessThanOrEqualTo(75);
        assertThat(new AnomalyTest(runsOfErrors(random, 8, 0), runsOfErrors(random, 8, 2)).pValue(0.95)).isLessThan(0.001);
    }

    @Property(tries = 200, seed = "6")
    void qValuesKeepTheOrderAndAreNeverBelowThePValues(
            @ForAll List<@DoubleRange(min = 0, max = 1) Double> values) {
        double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] q = BenjaminiHochberg.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(q[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] < p[j]) {
                    assertThat(q[i]).isLessThanOrEqualTo(q[j]);
                }
            }
        }
    }

    @Example
    void qValuesOfTheOriginalPapersExampleCallItsFourHypotheses() {
        // Benjamini and Hochberg 1995, section 4.1: 15 tests, 4 called at 0.05
        double[] p = {
            .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1
        };
        assertThat(Arrays.stream(BenjaminiHochberg.adjust(p)).filter(q -> q <= 0.05)).hasSize(4);
    }

    @Property(tries = 50, seed = "7")
    void aNewValueExceedsTheConformalQuantileAtMostAsOftenAsPromised(
            @ForAll @IntRange(min = 1, max = 200) int n, @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        double[] sorted = new double[n];
        Arrays.setAll(sorted, i -> i + 1);
        double threshold = Quantiles.conformal(sorted, level);
        // A new value falls with equal probability into each of the n + 1 gaps.
        double exceeding = Double.isInfinite(threshold) ? 0 : (n + 1 - threshold) / (n + 1);
        assertThat(exceeding).isLessThanOrEqualTo(1 - level + 1e-9);
        assertThat(Double.isInfinite(threshold)).isEqualTo(n < Quantiles.conformalMinimum(level));
    }

    @Example
    void theBootstrapIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(8);
        int held = 0;
        int trials = 300;
        for (int i = 0; i < trials; i++) {
            Interval interval = new Bootstrap(0.95, i)
                    .compare("x", gaussians(random, 10, 1), gaussians(random, 10, 1), Quantiles::trimmedMeanInPlace, (b, c) -> c - b);
            held += interval.contains(0) ? 1 : 0;
        }
        assertThat(held / (double) trials).isBetween(0.92, 0.995);
    }

    @Property(tries = 30, seed = "9")
    void aRatioAndItsIntervalDoNotDependOnTheUnit(@ForAll @DoubleRange(min = 0.01, max = 1e6) double unit) {
        double[] baseline = {10, 11, 9, 10.5, 12};
        double[] candidate = {13, 12, 14, 12.5, 15};
        RegionVerdict.Cost plain = cost(baseline, candidate, 0.1);
        RegionVerdict.Cost scaled = cost(times(baseline, unit), times(candidate, unit), 0.1);
        assertThat(scaled.ratio()).isCloseTo(plain.ratio(), within(1e-9));
        assertThat(scaled.interval().low()).isCloseTo(plain.interval().low(), within(1e-9));
        assertThat(scaled.interval().high()).isCloseTo(plain.interval().high(), within(1e-9));
        assertThat(scaled.minimumDetectable()).isCloseTo(plain.minimumDetectable(), within(1e-9));
    }

    @Property(tries = 30, seed = "10")
    void moreNoiseMakesTheMinimumDetectableEffectLargerAndMoreRunsNecessary(
            @ForAll @DoubleRange(min = 0.01, max = 0.1) double spread) {
        Random random = new Random(11);
        double[] noise = gaussians(random, 20, 1);
        CostComparison quiet = comparison(noise, spread, 10);
        CostComparison noisy = comparison(noise, 2 * spread, 10);
        assertThat(noisy.minimumDetectable(0.05, 0.005)).isGreaterThan(quiet.minimumDetectable(0.05, 0.005));
        assertThat(noisy.runsToShow(0.5, 0.05, 0.005)).isGreaterThanOrEqualTo(quiet.runsToShow(0.5, 0.05, 0.005));
        assertThat(quiet.minimumDetectable(0.05, 0.005)).isGreaterThan(0.05);
    }

    @Example
    void anIncreaseOfTheMinimumDetectableSizeIsCalledInMostBuilds() {
        Random random = new Random(12);
        int called = 0;
        int trials = 300;
        // t of 18 degrees of freedom at 0.995, z at 0.9, 10 runs a side, efficiency 3/π
        double increase = 1.05 * Math.exp((2.878 + 1.282) * 0.1 * Math.sqrt(0.2 * Math.PI / 3));
        for (int i = 0; i < trials; i++) {
            double[] noise = gaussians(random, 20, 0.1);
            double[] baseline = Arrays.stream(noise, 0, 10).map(Math::exp).toArray();
            double[] candidate = Arrays.stream(noise, 10, 20).map(v -> Math.exp(v) * increase).toArray();
            called += new CostComparison("r", COUNTER, Runs.of(baseline), Runs.of(candidate), 0).pValue(0.05) <= 0.01 ? 1 : 0;
        }
        assertThat(called / (double) trials).isBetween(0.8, 0.99);
    }

    @Example
    void moreRunsDoNotHelpWhereTheDriftAloneIsLarger() {
        CostComparison drifting = new CostComparison(
                "r", COUNTER, Runs.of(1, 1.1, 0.9), Runs.of(1, 1.1, 0.9), 0.2);
        assertThat(drifting.runsToShow(0.1, 0.05, 0.005)).isZero();
        assertThat(drifting.runsToShow(0.5, 0.05, 0.005)).isPositive();
    }

    @Example
    void goodSessionsThatDifferWidenTheAllowance() {
        double[] logs = {0, 0.01, -0.01, 0.3, 0.31, 0.29};
        assertThat(DriftAllowance.betweenSessions(logs, new int[] {0, 0, 0, 1, 1, 1})).isCloseTo(Math.expm1(0.3), within(1e-9));
        assertThat(DriftAllowance.betweenSessions(logs, new int[6])).isZero();
        assertThat(DriftAllowance.betweenSessions(new double[] {0, 1}, new int[] {0, 1})).isZero();
    }

    @Property(tries = 30, seed = "13")
    void bothSidesOfTheHistogramSumToOne(@ForAll("runs") double[] baseline, @ForAll("runs") double[] candidate) {
        RegionVerdict.Histogram h = ErrorHistogram.of(List.of(baseline), List.of(candidate));
        assertThat(h.edges()).hasSize(ErrorHistogram.BINS + 1).isSorted();
        assertThat(Arrays.stream(h.baseline()).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(h.candidate()).sum()).isCloseTo(1, within(1e-9));
    }

    private static RegionVerdict.Cost cost(double[] baseline, double[] candidate, double drift) {
        return new CostComparison("r", COUNTER, Runs.of(baseline), Runs.of(candidate), drift)
                .cost(DetectionOptions.DEFAULT, new Bootstrap(0.95, 1), 1, 0.5, 0.5);
    }

    private static CostComparison comparison(double[] noise, double spread, int split) {
        double[] values = Arrays.stream(noise).map(v -> Math.exp(v * spread)).toArray();
        return new CostComparison(
                "r",
                COUNTER,
                Runs.of(Arrays.copyOf(values, split)),
                Runs.of(Arrays.copyOfRange(values, split, values.length)),
                0);
    }

    private static double[] gaussians(Random random, int n, double deviation) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return values;
    }

    private static List<double[]> runsOfErrors(Random random, int runs, double shift) {
        return java.util.stream.IntStream.range(0, runs)
                .mapToObj(i -> {
                    double effect = random.nextGaussian();
                    return random.doubles(30).map(u -> Math.exp(effect) * -Math.log(1 - u) + 5 * shift).toArray();
                })
                .toList();
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static double[] times(double[] values, double by) {
        return Arrays.stream(values).map(v -> v * by).toArray();
    }

    private static double byCounting(double[] baseline, double[] candidate) {
        int n = baseline.length + candidate.length;
        double[] all = Arrays.copyOf(baseline, n);
        System.arraycopy(candidate, 0, all, baseline.length, candidate.length);
        int[] ranks = RankTest.doubledMidRanks(all);
        int observed = Arrays.stream(ranks, baseline.length, n).sum();
        int asLarge = 0;
        int ways = 0;
        for (int chosen = 0; chosen < 1 << n; chosen++) {
            if (Integer.bitCount(chosen) == candidate.length) {
                int sum = 0;
                for (int bits = chosen; bits != 0; bits &= bits - 1) {
                    sum += ranks[Integer.numberOfTrailingZeros(bits)];
                }
                ways++;
                asLarge += sum >= observed ? 1 : 0;
            }
        }
        return (double) asLarge / ways;
    }
}

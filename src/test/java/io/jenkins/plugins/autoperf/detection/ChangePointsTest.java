package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a history of builds shows that two builds do not. */
class ChangePointsTest {
    private static final double EFFECT = 0.05;
    private static final double LEVEL = 0.01;

    private static double[] history(int builds, double noise, long seed, IntToDoubleFunction level) {
        Random random = new Random(seed);
        return IntStream.range(0, builds)
                .mapToDouble(b -> 2e6 * level.applyAsDouble(b) * Math.exp(noise * random.nextGaussian()))
                .toArray();
    }

    @Test
    void aStepIsFoundWhereItIsAndHasItsSize() {
        double[] costs = history(30, 0.02, 1, build -> build < 18 ? 1 : 1.1);
        assertThat(ChangePoints.of(costs, EFFECT, LEVEL)).singleElement().satisfies(step -> {
            assertThat(step.at()).isEqualTo(18);
            assertThat(step.ratio()).isCloseTo(1.1, within(0.02));
            assertThat(step.before()).isCloseTo(2e6, within(3e4));
        });
    }

    @Test
    void severalStepsUpAndDownAreFound() {
        double[] costs = history(45, 0.02, 2, build -> build < 15 ? 1 : build < 30 ? 1.2 : 1.05);
        assertThat(ChangePoints.of(costs, EFFECT, LEVEL)).extracting(ChangePoints.Step::at).containsExactly(15, 30);
    }

    @Test
    void aCreepWhoseStepsAreTooSmallEachIsFoundInSum() {
        double[] costs = history(40, 0.02, 3, build -> Math.pow(1.01, build));
        assertThat(ChangePoints.of(costs, EFFECT, LEVEL)).isNotEmpty().allSatisfy(step -> assertThat(step.ratio()).isGreaterThan(1.05));
    }

    @Test
    void fourBuildsAfterAStepAreEnoughOnASteadyMachine() {
        assertThat(ChangePoints.of(history(16, 0.005, 4, build -> build < 12 ? 1 : 1.06), EFFECT, LEVEL))
                .extracting(ChangePoints.Step::at)
                .containsExactly(12);
    }

    @Test
    void oneOutlierIsNoStep() {
        assertThat(ChangePoints.of(history(20, 0.02, 5, build -> build == 10 ? 3 : 1), EFFECT, LEVEL)).isEmpty();
    }

    @Test
    void provenStepsBelowTheMinimumEffectAreNone() {
        double[] costs = history(40, 0.005, 6, build -> build < 20 ? 1 : 1.03);
        assertThat(ChangePoints.of(costs, EFFECT, LEVEL)).isEmpty();
        assertThat(ChangePoints.of(costs, 0.01, LEVEL)).hasSize(1);
    }

    @Test
    void aShortHistorySaysNothing() {
        assertThat(ChangePoints.of(new double[0], EFFECT, LEVEL)).isEmpty();
        assertThat(ChangePoints.of(new double[] {1, 1, 9, 9, 9}, EFFECT, LEVEL)).isEmpty();
    }

    /** With a noise of 10 % a step of the minimum effect could come about; hardly one in a hundred histories has any. */
    @Test
    void whereNothingChangedHardlyAHistoryHasAStep() {
        long alarms = IntStream.range(0, 2_000)
                .filter(seed -> !ChangePoints.of(history(50, 0.1, seed, build -> 1), EFFECT, LEVEL).isEmpty())
                .count();
        assertThat(alarms).isLessThanOrEqualTo(20);
    }

    @Property(tries = 200)
    void whateverTheCostsStepsAreInOrderFarEnoughApartAndLargeEnough(
            @ForAll @Size(max = 60) double[] exponents, @ForAll @IntRange(min = 0, max = 60) int at,
            @ForAll @DoubleRange(min = 0.2, max = 5) double ratio) {
        double[] costs = IntStream.range(0, exponents.length)
                .mapToDouble(i -> Math.exp(Math.atan(exponents[i]) / 10) * (i < at ? 1 : ratio))
                .toArray();
        int before = 0;
        for (ChangePoints.Step step : ChangePoints.of(costs, EFFECT, LEVEL)) {
            assertThat(step.at() - before).isGreaterThanOrEqualTo(3);
            assertThat(costs.length - step.at()).isGreaterThanOrEqualTo(3);
            assertThat(Math.abs(Math.log(step.ratio()))).isGreaterThanOrEqualTo(Math.log1p(EFFECT));
            before = step.at();
        }
    }
}

package io.jenkins.plugins.autoperf.evaluation.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
    @Test
    void theDensityOfANormalDistributionIsThatOfTheFormula() {
        double[][] rows = {{1, 0}, {-1, 0}, {0, 2}, {0, -2}};
        Gaussian normal = Gaussian.of(rows, new double[] {1, 1, 1, 1});
        // variances 1/2 and 2, each shrunk by a hundredth towards 1
        double first = 0.99 * 0.5 + 0.01;
        double second = 0.99 * 2 + 0.01;
        assertThat(normal.squaredDistance(new double[] {1, 1})).isCloseTo(1 / first + 1 / second, within(1e-12));
        assertThat(normal.logDensity(new double[] {0, 0}))
                .isCloseTo(-Math.log(2 * Math.PI) - Math.log(first * second) / 2, within(1e-12));
    }

    @Test
    void aRowAlongTheCorrelationIsNearerThanOneAcross() {
        Random random = new Random(1);
        double[][] rows = new double[500][];
        for (int i = 0; i < rows.length; i++) {
            double common = random.nextGaussian();
            rows[i] = new double[] {common + 0.2 * random.nextGaussian(), common + 0.2 * random.nextGaussian()};
        }
        ToDoubleFunction<double[]> distance = OtherMethods.mahalanobis().fit(rows, 1);
        assertThat(distance.applyAsDouble(new double[] {2, 2})).isLessThan(3);
        assertThat(distance.applyAsDouble(new double[] {1, -1})).isGreaterThan(5);
    }

    @Test
    void whatLiesBetweenTwoGroupsIsUnusual() {
        Random random = new Random(1);
        double[][] rows = new double[400][];
        for (int i = 0; i < rows.length; i++) {
            double centre = i % 2 == 0 ? -1 : 1;
            rows[i] = new double[] {centre + 0.1 * random.nextGaussian(), centre + 0.1 * random.nextGaussian()};
        }
        ToDoubleFunction<double[]> unusual = new GaussianMixture().fit(rows, 1);
        assertThat(unusual.applyAsDouble(new double[] {0, 0}))
                .isGreaterThan(unusual.applyAsDouble(new double[] {1.1, 1.1}) + 10);
        ToDoubleFunction<double[]> distance = OtherMethods.mahalanobis().fit(rows, 1);
        assertThat(distance.applyAsDouble(new double[] {0, 0}))
                .as("a single normal distribution has its centre there")
                .isLessThan(distance.applyAsDouble(new double[] {1, 1}));
    }

    @Test
    void equalRowsHaveADensityToo() {
        ToDoubleFunction<double[]> unusual = new GaussianMixture().fit(new double[50][2], 1);
        assertThat(unusual.applyAsDouble(new double[] {0, 0})).isFinite();
        assertThat(unusual.applyAsDouble(new double[] {1, 0})).isGreaterThan(unusual.applyAsDouble(new double[] {0, 0}));
    }

    @Test
    void aSingleRowIsEnough() {
        ToDoubleFunction<double[]> unusual = new GaussianMixture().fit(new double[][] {{0.5}}, 1);
        assertThat(unusual.applyAsDouble(new double[] {0.5})).isFinite();
    }
}

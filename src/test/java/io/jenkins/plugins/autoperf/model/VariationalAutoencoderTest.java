package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VariationalAutoencoderTest {
    @Test
    void whatBreaksTheCorrelationIsLessLikelyThanWhatIsFarAlongIt() {
        VariationalAutoencoder trained = VariationalAutoencoder.train(rows(600, 1), 1);
        double usual = trained.loss(new double[] {0.5, 0.5, 0.5, 0.5});
        assertThat(trained.loss(new double[] {1.5, 1.5, 1.5, 1.5})).isLessThan(trained.loss(new double[] {1.5, -1.5, 1.5, -1.5}));
        assertThat(trained.loss(new double[] {1, 1, -1, 1})).isGreaterThan(usual + 2);
    }

    @Test
    void trainingMakesNewSamplesLikelier() {
        double[][] fresh = rows(200, 2);
        assertThat(mean(VariationalAutoencoder.train(rows(600, 1), 1), fresh))
                .as("four independent standard normal columns have an entropy of 5.68")
                .isLessThan(5);
    }

    @Test
    void theSameSeedGivesTheSameLoss() {
        double[] row = {1, 0, -1, 2};
        assertThat(VariationalAutoencoder.train(rows(100, 1), 7).loss(row))
                .isEqualTo(VariationalAutoencoder.train(rows(100, 1), 7).loss(row))
                .isNotEqualTo(VariationalAutoencoder.train(rows(100, 1), 8).loss(row));
    }

    @Test
    void aSingleRowAndEqualRowsGiveFiniteLosses() {
        assertThat(VariationalAutoencoder.train(new double[][] {{0.3, -0.2}}, 1).loss(new double[] {9, 9})).isFinite();
        assertThat(VariationalAutoencoder.train(new double[40][3], 1).loss(new double[] {1e6, 0, 0})).isFinite();
    }

    private static double mean(VariationalAutoencoder network, double[][] rows) {
        double sum = 0;
        for (double[] row : rows) {
            sum += network.loss(row) / rows.length;
        }
        return sum;
    }

    /** One common cause and a little noise. */
    private static double[][] rows(int count, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][4];
        for (double[] row : rows) {
            double common = random.nextGaussian();
            for (int c = 0; c < row.length; c++) {
                row[c] = 0.95 * common + 0.3 * random.nextGaussian();
            }
        }
        return rows;
    }
}

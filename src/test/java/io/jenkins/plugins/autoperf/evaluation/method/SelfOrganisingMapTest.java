package io.jenkins.plugins.autoperf.evaluation.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SelfOrganisingMapTest {
    private static final int SIDE = 30;

    @Test
    void neuronsAreDenseWhereSamplesAre() {
        double[][] rows = rows();
        SelfOrganisingMap map = SelfOrganisingMap.train(SIDE, rows, 1_000, 1);
        double[] areas = map.areas();
        double usual = 0;
        for (double[] row : rows) {
            usual += areas[map.nearest(row)] / rows.length;
        }
        assertThat(areas).hasSize(SIDE * SIDE);
        assertThat(areas[map.nearest(new double[] {4, -4})]).isGreaterThan(3 * usual);
    }

    @Test
    void withoutAnUpdateEveryAreaIsAsWideAsChance() {
        double[] areas = SelfOrganisingMap.train(SIDE, rows(), 0, 1).areas();
        double mean = 0;
        for (double area : areas) {
            mean += area / areas.length;
        }
        // two inputs, each a difference of two uniform numbers from -5 to 5, a third of the range on average
        assertThat(mean).isBetween(6.3, 7.0);
    }

    private static double[][] rows() {
        Random random = new Random(1);
        double[][] rows = new double[200][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
        }
        return rows;
    }
}

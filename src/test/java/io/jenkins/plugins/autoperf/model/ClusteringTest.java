package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClusteringTest {
    @Test
    void regionsThatLookAlikeStayInOneCluster() {
        Random random = new Random(1);
        double[][] rows = new double[300][4];
        int[] region = new int[300];
        for (int i = 0; i < rows.length; i++) {
            Arrays.setAll(rows[i], c -> random.nextGaussian());
            region[i] = i % 3;
        }
        assertThat(Clustering.of(rows, region, 3, 0, 1).centroids()).hasNumberOfRows(1);
    }

    @Test
    void equalRowsAreNoReasonToFail() {
        assertThat(Clustering.of(new double[20][3], new int[20], 1, 4, 1).cluster()).containsExactly(0);
        int[] two = new int[20];
        Arrays.fill(two, 10, 20, 1);
        assertThat(Clustering.of(new double[20][3], two, 2, 2, 1).cluster()).containsExactly(0, 0);
    }

    @Test
    void theSilhouetteOfTwoPairs() {
        double[][] distances = {{0, 1, 10, 11}, {1, 0, 9, 10}, {10, 9, 0, 1}, {11, 10, 1, 0}};
        // (10.5 - 1) / 10.5 at the ends, (9.5 - 1) / 9.5 inside
        assertThat(Clustering.silhouette(distances, new int[] {0, 0, 1, 1}, 2))
                .isCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, within(1e-12));
    }

    @Test
    void componentsHoldTheVarianceAsked() {
        Random random = new Random(2);
        double[][] rows = new double[500][5];
        for (double[] row : rows) {
            double a = 3 * random.nextGaussian();
            double b = 2 * random.nextGaussian();
            row[0] = a;
            row[1] = -a;
            row[2] = b;
            row[3] = a + b;
            row[4] = 0.01 * random.nextGaussian();
        }
        assertThat(Pca.components(rows, 0.95)).isEqualTo(2);
        assertThat(Pca.components(rows, 0.9999999)).isEqualTo(3);
    }

    @Test
    void eigenvaluesOfAKnownMatrix() {
        double[][] matrix = {{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}};
        assertThat(Pca.eigenvalues(matrix))
                .containsExactly(new double[] {2 + Math.sqrt(2), 2, 2 - Math.sqrt(2)}, within(1e-12));
    }

    @Test
    void theLongestPrincipalAxisLiesAlongTheCorrelation() {
        double[][] rows = {{1, 1.1}, {-1, -1.1}, {2, 1.9}, {-2, -1.9}};
        double[][] axes = Pca.axes(rows, 0.95);
        assertThat(axes).hasNumberOfRows(1);
        assertThat(Math.abs(axes[0][0])).isCloseTo(Math.sqrt(0.5), within(0.02));
        assertThat(axes[0][1] / axes[0][0]).isCloseTo(1, within(0.05));
        double[][] both = Pca.axes(rows, 1);
        assertThat(both[0][0] * both[1][0] + both[0][1] * both[1][1]).isCloseTo(0, within(1e-12));
    }

    @Test
    void momentsOfAKnownSet() {
        Model.ErrorStatistics moments = Moments.of(new double[] {1, 2, 3, 10});
        assertThat(moments.mean()).isCloseTo(4, within(1e-12));
        assertThat(moments.deviation()).isCloseTo(Math.sqrt(50 / 3.0), within(1e-12));
        assertThat(moments.skewness()).isCloseTo((180 / 4.0) / Math.pow(12.5, 1.5), within(1e-12));
        assertThat(moments.kurtosis()).isCloseTo((1394 / 4.0) / (12.5 * 12.5), within(1e-12));
    }

    @Property
    void anEvenSelectionIsAscendingAndWithinItsBounds(
            @ForAll @IntRange(max = 5000) int count, @ForAll @IntRange(min = 1, max = 300) int limit) {
        int[] positions = Thinning.even(count, limit);
        assertThat(positions).hasSize(Math.min(count, limit)).isSorted().doesNotHaveDuplicates();
        for (int position : positions) {
            assertThat(position).isBetween(0, count - 1);
        }
    }

    @Test
    void smallRegionsStayWholeWhenSamplesAreThinned() {
        assertThat(Thinning.quotas(new int[] {1000, 10, 300}, 400)).containsExactly(195, 10, 195);
        assertThat(Thinning.quotas(new int[] {5, 6}, 400)).containsExactly(5, 6);
    }
}

package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.autoperf.profile.Overhead;
import org.junit.jupiter.api.Test;

class OverheadEstimateTest {
    @Test
    void theMedianRatioHasAnIntervalFromOrderStatistics() {
        OverheadEstimate estimate = new OverheadEstimate();
        for (int i = 1; i <= 9; i++) {
            estimate.add(1 + i / 100.0, 1, 1_000);
        }
        Overhead overhead = estimate.overhead().orElseThrow();
        assertThat(overhead.ratio()).isEqualTo(1.05);
        // Binomial tables: of nine, the second and the eighth hold the median with 1 - 2 * 10 / 512.
        assertThat(overhead.low()).isEqualTo(1.02);
        assertThat(overhead.high()).isEqualTo(1.08);
        assertThat(overhead.confidence()).isCloseTo(1 - 20.0 / 512, within(1e-12));
        assertThat(overhead.nanosecondsPerExecution()).isCloseTo(50_000, within(1e-6));
    }

    @Test
    void fewPairsGiveTheirWholeRangeAndHowLittleThatIsWorth() {
        OverheadEstimate estimate = new OverheadEstimate();
        assertThat(estimate.overhead()).isEmpty();
        estimate.add(2, 1, 0);
        assertThat(estimate.overhead().orElseThrow().confidence()).isZero();
        estimate.add(4, 1, 0);
        Overhead overhead = estimate.overhead().orElseThrow();
        assertThat(overhead.ratio()).isEqualTo(3);
        assertThat(overhead.low()).isEqualTo(2);
        assertThat(overhead.high()).isEqualTo(4);
        assertThat(overhead.confidence()).isEqualTo(0.5);
    }
}

package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same program on both sides, with the noise that was measured on virtual machines of two processors. */
class FalseAlarmTest {
    private static final int BUILDS = 200;

    @Test
    void interleavedRunsKeepTheRate() {
        assertThat(alarms(0.10, 0, 0, true)).isLessThanOrEqualTo(allowed());
    }

    @Test
    void computeBoundArchivedRunsKeepTheRate() {
        // medians differ by 5, 12 and 22 % at the 50th, 90th and 99th percentile: σ of log about 0.08
        assertThat(alarms(0.05, 0.08, 0, false)).isLessThanOrEqualTo(allowed());
    }

    @Test
    void memoryBoundArchivedRunsKeepTheRateIfTheCanaryDriftsWithThem() {
        // 15, 54 and 71 %: σ of log about 0.3
        assertThat(alarms(0.15, 0.3, 1, false)).isLessThanOrEqualTo(allowed());
    }

    @Test
    void memoryBoundArchivedRunsKeepTheRateIfTheCanaryShowsHalfOfTheDrift() {
        assertThat(alarms(0.15, 0.3, 0.5, false)).isLessThanOrEqualTo(allowed());
    }

    @Test
    void threeRegionsOfARunWithRareFaultsAndWaitsKeepTheRate() {
        int alarms = 0;
        for (int seed = 0; seed < BUILDS; seed++) {
            Measurement m = new Measurement(seed);
            m.regions = 3;
            m.spread = 0.2;
            alarms += m.detect().verdict() == Verdict.REGRESSION ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(allowed());
    }

    /** @param canary share of the session's drift that the canary shows */
    private static int alarms(double spread, double session, double canary, boolean interleaved) {
        int alarms = 0;
        for (int seed = 0; seed < BUILDS; seed++) {
            Measurement m = new Measurement(seed);
            m.spread = spread;
            m.interleaved = interleaved;
            m.session = session * m.random.nextGaussian();
            m.canaryShift = canary * m.session;
            alarms += m.detect().verdict() == Verdict.REGRESSION ? 1 : 0;
        }
        return alarms;
    }

    /** The 99.9 % bound of a binomial count at the promised rate. */
    private static int allowed() {
        double p = DetectionOptions.DEFAULT.falseAlarmRate();
        return (int) Math.ceil(BUILDS * p + 3.1 * Math.sqrt(BUILDS * p * (1 - p)));
    }
}

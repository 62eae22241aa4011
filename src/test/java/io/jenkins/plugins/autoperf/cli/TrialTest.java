package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.counter.Catalogue;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which regions of an automatically annotated program are not worth their cost. */
class TrialTest {
    private static Profile secondOf(RegionSamples... regions) {
        return new Profile(
                null,
                List.of(Catalogue.load().find(Counter.WALL).orElseThrow()),
                List.of(new RunInfo(1, 0, true, "", 1.0, 0, false, List.of(), "run")),
                List.of(regions),
                List.of());
    }

    private static RegionSamples region(String name, long executions, double nanoseconds) {
        double[][] samples = new double[10][];
        Arrays.setAll(samples, i -> new double[] {nanoseconds});
        return new RegionSamples(name, List.of(new RegionRun(1, executions, 1, samples, new double[10])));
    }

    @Test
    void aRegionOfLessThanAMicrosecondIsDropped() {
        assertThat(Trial.tooDear(secondOf(region("tiny", 10, 400), region("large", 10, 1_200)))).containsOnlyKeys("tiny")
                .containsValue("an execution takes 0.40 µs, and less than 1 µs cannot be measured");
    }

    @Test
    void theMostExecutedRegionsAreDroppedUntilTheProgramIsSlowedDownByLessThanFivePercent() {
        // 20 ns each: 4 %, 2 % and 1 % of a second.
        assertThat(Trial.tooDear(secondOf(region("inner", 2_000_000, 1_100), region("middle", 1_000_000, 1_100), region("outer", 500_000, 5_000))))
                .containsOnlyKeys("inner")
                .containsValue("its 2,000,000 executions would slow the program down by 4.0 %");
    }

    @Test
    void whatCostsLittleIsKept() {
        assertThat(Trial.tooDear(secondOf(region("a", 1_000_000, 1_100), region("b", 1_000_000, 1_000)))).isEmpty();
    }

    @Test
    void theEstimateOfEachRegionIsItsPartOfTheTime() {
        assertThat(Trial.shares(secondOf(region("a", 100_000, 1_100), region("b", 1_000_000, 1_100)))).containsExactly(
                Map.entry("b", 0.02), Map.entry("a", 0.002));
    }

    @Test
    void whereTheMeasuredCostIsTooLargeTheMostExecutedRegionsAreDropped() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("inner", 0.02);
        shares.put("middle", 0.01);
        shares.put("outer", 0.01);
        assertThat(Trial.dearest(shares, 0.04)).isEmpty();
        assertThat(Trial.dearest(shares, 0.08)).containsExactly("inner");
        assertThat(Trial.dearest(shares, 0.18)).containsExactly("inner", "middle");
        assertThat(Trial.dearest(shares, 0.30)).containsExactly("inner", "middle", "outer");
    }
}

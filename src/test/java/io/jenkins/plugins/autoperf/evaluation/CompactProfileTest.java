package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CompactProfileTest {
    private final Profile whole = Made.profile(1, 1, 100);
    private final JsonNode stored = CompactProfile.write("a", whole, 12);

    @Test
    void aFewSamplesKeepTheMeansOfAllOfThem() {
        Profile compact = CompactProfile.read(stored);
        for (int r = 0; r < whole.regions().size(); r++) {
            for (int i = 0; i < 6; i++) {
                RegionRun before = whole.regions().get(r).runs().get(i);
                RegionRun after = compact.regions().get(r).runs().get(i);
                assertThat(after.samples()).isEqualTo(12);
                assertThat(after.executions()).isEqualTo(before.executions());
                for (int c = 0; c < Made.COUNTERS.size(); c++) {
                    assertThat(mean(after, c)).isCloseTo(mean(before, c), within(2e-4 * mean(before, c)));
                }
            }
        }
    }

    @Test
    void whatWasMeasuredStaysAndWhereItWasDoesNot() {
        Profile compact = CompactProfile.read(stored);
        assertThat(compact.counters()).isEqualTo(whole.counters());
        assertThat(compact.info().machine().fingerprint()).isEqualTo(whole.info().machine().fingerprint());
        assertThat(compact.info().interleavedWith()).isEqualTo("again");
        assertThat(compact.runs()).hasSize(6);
        assertThat(stored.toString()).doesNotContain("/home", "secret");
    }

    @Test
    void whatWasNotReadIsStillNotRead() {
        whole.regions().get(0).runs().get(0).values()[3][1] = Double.NaN;
        Profile compact = CompactProfile.read(CompactProfile.write("a", whole, 100));
        assertThat(compact.regions().get(0).runs().get(0).values()[3][1]).isNaN();
        assertThat(compact.regions().get(0).runs().get(0).values()[2][1]).isPositive();
    }

    private static double mean(RegionRun run, int column) {
        return Arrays.stream(run.values()).mapToDouble(v -> v[column]).average().orElseThrow();
    }
}

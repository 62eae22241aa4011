package io.jenkins.plugins.autoperf.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.profile.SyntheticProfile;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {
    @Test
    void namesClustersRegionsLossesMomentsAndWarnings() {
        String text = ModelSummary.render(TrainerTest.train(new SyntheticProfile(1).counters("wall_ns", "misses").runs(1)
                .region("100 %d\u001b[31m", 1e6, 100).profile()));
        assertThat(text)
                .contains("2 counters per execution, 1 regions in 1 clusters")
                .contains("Cluster 1: layers 2-")
                .contains("validation")
                .contains("skewness", "kurtosis")
                .contains("100 %d?[31m")
                .contains("purity 100 %")
                .contains("Warning: Only one good run");
    }
}

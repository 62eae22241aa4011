package io.jenkins.plugins.autoperf.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.model.RegionScores;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterRankingTest {
    private static RegionScores scores(double[] errors, double[]... residuals) {
        return new RegionScores(
                "r", new int[] {0, 1}, List.of(new RegionScores.RunScores(1, errors.length, 1, errors, residuals, null)));
    }

    @Test
    void anomalousSamplesVoteForTheCounterWithTheLargestResidual() {
        RegionScores scores =
                scores(new double[] {5, 5, 0.1}, new double[] {3, 4}, new double[] {4, 3}, new double[] {0, 0.1});

        CounterRanking ranking = CounterRanking.of(scores, new boolean[] {true, true}, 1);

        assertThat(ranking.votes(0)).isEqualTo(0.5);
        assertThat(ranking.votes(1)).isEqualTo(0.5);
        assertThat(ranking.share(0) + ranking.share(1)).isEqualTo(1);
        assertThat(ranking.direction(0)).isEqualTo(3.5);
    }

    @Test
    void aCounterThatDidNotMoveIsNotNamedHoweverBadlyItIsReconstructed() {
        RegionScores scores = scores(new double[] {5, 5}, new double[] {-4, 3}, new double[] {-4, 3});

        CounterRanking ranking = CounterRanking.of(scores, new boolean[] {false, true}, 1);

        assertThat(ranking.votes(0)).isZero();
        assertThat(ranking.votes(1)).isEqualTo(1);
        assertThat(ranking.share(1)).isEqualTo(1);
    }

    @Test
    void whereNoneMovedAllAreVotedFor() {
        RegionScores scores = scores(new double[] {5}, new double[] {-4, 3});

        assertThat(CounterRanking.of(scores, new boolean[] {false, false}, 1).votes(0)).isEqualTo(1);
    }

    @Test
    void withoutAnAnomalousSampleAllVote() {
        RegionScores scores = scores(new double[] {0.5}, new double[] {0.3, 0.4});

        assertThat(CounterRanking.of(scores, new boolean[] {true, true}, 1).votes(1)).isEqualTo(1);
    }
}

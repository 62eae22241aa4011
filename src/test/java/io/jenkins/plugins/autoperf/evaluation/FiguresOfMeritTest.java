package io.jenkins.plugins.autoperf.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FiguresOfMeritTest {
    /** Figures from R: binom.test(5, 130) and binom.test(0, 114), the pooled rates of the paper's Table 1. */
    @Test
    void intervalsAreThoseOfClopperAndPearson() {
        Rate rate = Rate.of(5, 130);
        assertThat(rate.share()).isCloseTo(0.03846, within(1e-5));
        assertThat(rate.low()).isCloseTo(0.01260, within(1e-4));
        assertThat(rate.high()).isCloseTo(0.08746, within(1e-4));
        assertThat(Rate.of(0, 114).high()).isCloseTo(1 - Math.pow(0.025, 1.0 / 114), within(1e-9));
        assertThat(Rate.of(7, 7).low()).isCloseTo(Math.pow(0.025, 1.0 / 7), within(1e-9));
        assertThat(Rate.of(0, 0)).isEqualTo(new Rate(0, 0, 0, 1));
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        List<Curve.Case> cases = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            cases.add(new Curve.Case(i, i % 3 == 0, Math.rint(5 * random.nextGaussian() + (i % 3 == 0 ? 5 : 0))));
        }
        double pairs = 0;
        double right = 0;
        for (Curve.Case p : cases) {
            for (Curve.Case n : cases) {
                if (p.positive() && !n.positive()) {
                    pairs++;
                    right += p.score() > n.score() ? 1 : p.score() == n.score() ? 0.5 : 0;
                }
            }
        }
        Curve curve = Curve.of(cases, 1);
        assertThat(curve.area()).isCloseTo(right / pairs, within(1e-12));
        assertThat(curve.low()).isLessThan(curve.area());
        assertThat(curve.high()).isGreaterThan(curve.area());
        assertThat(curve.roc().get(curve.roc().size() - 1)).containsExactly(1, 1);
    }

    @Test
    void aPerfectScoreFillsBothAreas() {
        List<Curve.Case> cases =
                List.of(new Curve.Case(0, true, 2), new Curve.Case(1, false, 1), new Curve.Case(2, true, 3), new Curve.Case(3, false, 0));
        assertThat(Curve.of(cases, 1).area()).isEqualTo(1);
        assertThat(Curve.of(cases, 1).precisionArea()).isEqualTo(1);
        assertThat(Curve.area(cases.stream().map(c -> new Curve.Case(c.comparison(), !c.positive(), c.score())).toList())).isZero();
    }

    @Test
    void aLeadIsBeyondDoubtWhereOneScoreIsRightInPlacesWhereTheOtherIsNot() {
        List<Curve.Case> exact = new ArrayList<>();
        List<Curve.Case> blurred = new ArrayList<>();
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            double score = (i % 2 == 0 ? 2 : 0) + random.nextGaussian();
            exact.add(new Curve.Case(i, i % 2 == 0, score));
            blurred.add(new Curve.Case(i, i % 2 == 0, score + 2 * random.nextGaussian()));
        }
        Evaluation.Lead lead = Curve.lead(exact, blurred, 1);
        assertThat(lead.area()).isCloseTo(Curve.area(exact) - Curve.area(blurred), within(1e-12));
        assertThat(lead.low()).isPositive().isLessThan(lead.area());
        assertThat(lead.high()).isGreaterThan(lead.area());
        assertThat(Curve.lead(exact, exact, 1)).isEqualTo(new Evaluation.Lead(0, 0, 0));
        assertThat(Curve.lead(blurred, exact, 1).high()).isNegative();
    }
}

package io.jenkins.plugins.autoperf.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void quantitiesGetTheUnitThatSuitsThem() {
        assertThat(Figures.quantity(950, "ns")).isEqualTo("950 ns");
        assertThat(Figures.quantity(4_240_000, "ns")).isEqualTo("4.24 ms");
        assertThat(Figures.quantity(12, "count")).isEqualTo("12");
        assertThat(Figures.quantity(81_920, "count")).isEqualTo("81.9 k");
    }

    @Test
    void ratiosKeepThreeDigits() {
        assertThat(Figures.ratio(1.037)).isEqualTo("1.04×");
        assertThat(Figures.ratio(42.36)).isEqualTo("42.4×");
        assertThat(Figures.ratio(1234.5)).isEqualTo("1235×");
    }

    @Test
    void whatIsNoNumberIsADashAndWhatIsInfiniteSaysSo() {
        assertThat(Figures.ratio(Double.NaN)).isEqualTo("–");
        assertThat(Figures.quantity(Double.NaN, "ns")).isEqualTo("–");
        assertThat(Figures.percent(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(Figures.interval(1.2, Double.POSITIVE_INFINITY)).isEqualTo("1.20 to ∞");
        assertThat(Figures.interval(Double.NaN, 2)).isEqualTo("–");
    }

    @Test
    void aProbabilityIsNeverWrittenAsZero() {
        assertThat(Figures.probability(0)).isEqualTo("< 0.0001");
        assertThat(Figures.probability(0.0312)).isEqualTo("0.0312");
    }

    @Test
    void percentagesAreShort() {
        assertThat(Figures.percent(0.05)).isEqualTo("5 %");
        assertThat(Figures.percent(0.0723)).isEqualTo("7.2 %");
        assertThat(Figures.percent(0.871)).isEqualTo("87 %");
        assertThat(Figures.percent(-0.25)).isEqualTo("−25 %");
        assertThat(Figures.percent(-0.0001)).isEqualTo("0 %");
    }
}

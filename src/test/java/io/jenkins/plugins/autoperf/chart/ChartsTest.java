package io.jenkins.plugins.autoperf.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ChartsTest {
    private static final double NONE = Double.NaN;
    private static final double[] EDGES = {0, 1, 2, 3};
    private static final double[] LEFT = {0.9, 0.1, 0};
    private static final double[] RIGHT = {0, 0.2, 0.8};

    @Test
    void theHistogramDrawsBothThresholdsAcrossThePlot() {
        String svg = histogram(EDGES, LEFT, RIGHT, 1.5, 2.5);
        assertThat(verticalMarks(svg)).isEqualTo(2);
        assertThat(svg).contains("Threshold 1.50. Median: baseline 0.500, candidate 2.50.");
    }

    @Test
    void anUnknownThresholdIsLeftOut() {
        assertThat(verticalMarks(histogram(EDGES, LEFT, RIGHT, NONE, NONE))).isZero();
    }

    @Test
    void aThresholdBeyondTheLastBinWidensTheHistogram() {
        assertThat(verticalMarks(histogram(EDGES, LEFT, RIGHT, 50, NONE))).isEqualTo(1);
    }

    @Test
    void aHistogramWithoutSamplesIsNotDrawn() {
        assertThat(ErrorHistogramChart.draw(EDGES, new double[3], new double[3], 1, 1)).isEmpty();
        assertThat(ErrorHistogramChart.draw(new double[0], new double[0], new double[0], 1, 1)).isEmpty();
        assertThat(ErrorHistogramChart.draw(EDGES, LEFT, new double[3], 1, 1)).isPresent();
    }

    @Test
    void unevenBinsOverDecadesGetALogarithmicAxis() {
        String svg = histogram(new double[] {0, 0.1, 1, 10, 100}, new double[] {0, 1, 0, 0}, new double[] {0, 0, 0, 1}, 1, NONE);
        assertThat(labels(svg)).contains("0.1", "1", "10", "100");
    }

    @Test
    void aRatioIsWrittenBesideItsBarEvenWhereItIsInfiniteZeroOrUnknown() {
        String svg = ratios(
                row("faults", Double.POSITIVE_INFINITY),
                row("waits", 0),
                row("switches", NONE),
                row("huge", 1e300),
                row("cpu", 1.5));
        assertThat(labels(svg)).contains("∞", "0.00×", "–", "1.0e+300×", "1.50×");
        assertThat(svg).doesNotContain("Infinity").doesNotContain("NaN");
    }

    @Test
    void aChangeThatMayBeChanceIsDrawnQuietly() {
        assertThat(ratios(new RatioChart.Row("cpu", 1.2, 0.9, 1.6))).contains("ap-f-quiet").doesNotContain("ap-f-candidate");
        assertThat(ratios(new RatioChart.Row("cpu", 1.2, 1.1, 1.3))).contains("ap-f-candidate").doesNotContain("ap-f-quiet");
    }

    @Test
    void ratiosOfNothingKnownAreNotDrawn() {
        assertThat(RatioChart.draw(List.of())).isEmpty();
        assertThat(RatioChart.draw(List.of(row("cpu", NONE)))).isEmpty();
    }

    @Test
    void everyRunIsAPointAndEachSideHasItsMedian() {
        String svg = RunsChart.draw("ns", new double[] {1e6, 2e6, 3e6}, new double[] {4e6, 6e6, NONE}, false)
                .orElseThrow()
                .svg()
                .markup();
        assertThat(count(svg, "<path class=.ap-f-baseline")).isEqualTo(3);
        assertThat(count(svg, "<path class=.ap-f-candidate")).isEqualTo(2);
        assertThat(svg).contains("Baseline: 3 runs, median 2 ms.").contains("Candidate: 3 runs, median 5 ms.");
    }

    @Test
    void runsWithoutAValueAreNotDrawn() {
        assertThat(RunsChart.draw("ns", new double[] {NONE}, new double[0], false)).isEmpty();
    }

    @Test
    void runsThatCostNothingAreDrawn() {
        assertThat(RunsChart.draw("count", new double[] {0, 0}, new double[] {0}, true)).isPresent();
    }

    @Test
    void aDrawingIsWellFormedHoldsOnlyClassesForColoursAndKeepsTextAsText() {
        for (String svg : List.of(
                histogram(EDGES, LEFT, RIGHT, 1.5, 2.5), ratios(row("a<b>&\"'\u0000\u202E", 2), row("cpu", 0.5)))) {
            assertThatCode(() -> DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg))))
                    .doesNotThrowAnyException();
            assertThat(svg)
                    .startsWith("<svg class=\"ap-chart\" role=\"img\"")
                    .contains("<title>", "<desc>", "<text")
                    .doesNotContain("rgb(", "style=", "id=", "href", "font-family=");
        }
    }

    private static String histogram(double[] edges, double[] baseline, double[] candidate, double threshold, double second) {
        return ErrorHistogramChart.draw(edges, baseline, candidate, threshold, second).orElseThrow().svg().markup();
    }

    private static String ratios(RatioChart.Row... rows) {
        return RatioChart.draw(List.of(rows)).orElseThrow().svg().markup();
    }

    private static RatioChart.Row row(String name, double ratio) {
        return new RatioChart.Row(name, ratio, ratio * 0.9, ratio * 1.1);
    }

    private static long verticalMarks(String svg) {
        return count(svg, "<line class=\"ap-s-mark\"[^>]*stroke-dasharray");
    }

    private static List<String> labels(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)</text>").matcher(svg).results().map(m -> m.group(1)).toList();
    }

    private static long count(String svg, String pattern) {
        return Pattern.compile(pattern).matcher(svg).results().count();
    }
}

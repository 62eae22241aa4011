package io.jenkins.plugins.autoperf.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Font;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.ChartUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendChartsTest {
    @Test
    void aBuildsRegressionsInconclusiveRegionsAndImprovementsAreThreeBars() {
        Chart chart = VerdictTrendChart.draw(List.of(counts(7, 2, 1, 3), counts(8, 0, 0, 0))).orElseThrow();
        String svg = chart.svg().markup();
        assertThat(count(svg, "<rect class=.ap-f-regression")).isEqualTo(1);
        assertThat(count(svg, "<rect class=.ap-f-improvement")).isEqualTo(1);
        assertThat(count(svg, "<rect class=.ap-s-inconclusive")).as("hollow").isEqualTo(1);
        assertThat(chart.description())
                .contains("2 builds, from #7 to #8.")
                .contains("The last, #8: 0 regressions, 0 inconclusive, 0 improvements.")
                .contains("1 build has regressions, at most 2 in #7.");
    }

    @Test
    void improvementsPointDownwards() {
        String svg = svg(VerdictTrendChart.draw(List.of(counts(7, 1, 0, 1))).orElseThrow());
        String top = "[^>]*? y=.([0-9.]+)";
        assertThat(Double.parseDouble(group(svg, "<rect class=.ap-f-regression" + top)))
                .isLessThan(Double.parseDouble(group(svg, "<rect class=.ap-f-improvement" + top)));
    }

    @Test
    void aCostIsRelativeToTheFirstShownBuildThatHasTheRegion() {
        Chart chart = CostTrendChart.draw(List.of(
                        costs(1, Map.of("parse", 200.0)),
                        costs(2, Map.of("parse", 300.0, "new", 5.0)),
                        costs(3, Map.of("parse", 482.0, "new", 4.0))))
                .orElseThrow();
        assertThat(labels(svg(chart))).contains("parse 2.41×", "new 0.80×");
        assertThat(chart.description())
                .contains("2 regions over 3 builds, from #1 to #3")
                .contains("The dearest in #3 is parse with 2.41×.");
    }

    @Test
    void theFiveWorstRegionsOfTheLastBuildAreShownTheWorstFirst() {
        IntFunction<Map<String, Double>> regions = build -> Map.of(
                "a", 1.0, "b", build + 1.0, "c", build + 2.0, "d", 1 / (build + 1.0), "e", build + 3.0, "f", build + 4.0);
        List<String> labels = labels(svg(CostTrendChart.draw(IntStream.range(0, 3)
                        .mapToObj(build -> costs(build, regions.apply(build)))
                        .toList())
                .orElseThrow()));
        assertThat(labels.stream().filter(l -> l.matches("[a-f] .*")))
                .containsExactly("b 3.00×", "c 2.00×", "e 1.67×", "f 1.50×", "a 1.00×");
    }

    @Test
    void aRegionThatTheLastBuildNoLongerHasStandsBehindTheOthers() {
        Chart chart = CostTrendChart.draw(List.of(
                        costs(1, Map.of("gone", 1.0, "here", 1.0)),
                        costs(2, Map.of("gone", 9.0, "here", 1.0)),
                        costs(3, Map.of("here", 1.1))))
                .orElseThrow();
        assertThat(labels(svg(chart))).containsSequence("here 1.10×", "gone");
        assertThat(chart.description()).contains("The dearest in #3 is here");
    }

    @Test
    void aBuildWithoutTheRegionLeavesAGapAndAPointBetweenGapsIsAMark() {
        List<TrendPoint> points = IntStream.range(0, 9)
                .mapToObj(b -> costs(b, b == 2 || b == 4 ? Map.of() : Map.of("parse", 1.0)))
                .toList();
        String svg = svg(CostTrendChart.draw(points).orElseThrow());
        String line = group(svg, "<path class=.ap-s-line-1[^>]* d=.([^\"']+)");
        assertThat(line.chars().filter(c -> c == 'M').count()).as("pieces of the line").isEqualTo(2);
        assertThat(count(svg, "<path class=.ap-f-line-1")).as("all seven builds and the legend").isEqualTo(8);
        assertThat(CostLine.worst(points, 1).get(0).alone(3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1})
    void aCostThatIsNoCostIsAGap(double cost) {
        assertThat(CostTrendChart.draw(List.of(costs(1, Map.of("parse", cost))))).isEmpty();
        String svg = svg(CostTrendChart.draw(List.of(costs(1, Map.of("parse", cost)), costs(2, Map.of("parse", 3.0))))
                .orElseThrow());
        assertThat(labels(svg)).contains("parse 1.00×");
        assertThat(svg).doesNotContain("NaN", "Infinity");
    }

    @Test
    void costsFarApartStayInsideTheChart() {
        String svg = svg(CostTrendChart.draw(List.of(
                        costs(1, Map.of("up", 1.0, "down", 1.0)), costs(2, Map.of("up", 1e300, "down", 1e-300))))
                .orElseThrow());
        assertThat(labels(svg)).contains("up 1.0e+300×", "down 0.00×");
        Pattern.compile("[ML]([0-9.-]+) ([0-9.-]+)")
                .matcher(group(svg, "<path class=.ap-s-line-1[^>]* d=.([^\"']+)"))
                .results()
                .forEach(m -> assertThat(Double.parseDouble(m.group(2))).isBetween(0.0, 200.0));
    }

    @Test
    void buildsWithARegressionAndNewBaselinesAreMarked() {
        TrendPoint regressed = new TrendPoint(2, "#2", "", 1, 0, 0, Map.of("parse", 2.0), false);
        TrendPoint accepted = new TrendPoint(3, "#3", "", 0, 0, 0, Map.of("parse", 2.0), true);
        Chart chart = CostTrendChart.draw(List.of(costs(1, Map.of("parse", 1.0)), regressed, accepted)).orElseThrow();
        assertThat(labels(svg(chart))).contains("regression", "new baseline");
        assertThat(count(svg(chart), "<path class=.ap-f-regression")).as("mark and legend").isEqualTo(2);
        assertThat(count(svg(chart), "<line class=.ap-s-mark")).isEqualTo(1);
        assertThat(chart.description()).endsWith("The last new baseline is #3.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 37, 100, 250})
    void numbersOfBuildsNeverTouchAndTheLastIsThere(int builds) {
        List<TrendPoint> points = IntStream.range(0, builds)
                .mapToObj(b -> new TrendPoint(99_000 + b, "", "", 0, 0, 0, Map.of("parse", 1.0), false))
                .toList();
        Font font = PlotStyle.FONT;
        Stream.of(VerdictTrendChart.draw(points), CostTrendChart.draw(points)).forEach(chart -> {
            List<MatchResult> numbers = Pattern.compile("<text class=.m. x=.([0-9.]+)[^>]*>(#\\d+)<")
                    .matcher(svg(chart.orElseThrow()))
                    .results()
                    .sorted((a, b) -> Double.compare(Double.parseDouble(a.group(1)), Double.parseDouble(b.group(1))))
                    .toList();
            assertThat(numbers.get(numbers.size() - 1).group(2)).isEqualTo("#" + (99_000 + builds - 1));
            for (int n = 1; n < numbers.size(); n++) {
                double apart = Double.parseDouble(numbers.get(n).group(1)) - Double.parseDouble(numbers.get(n - 1).group(1));
                assertThat(apart).isGreaterThan(SvgRenderer.width("#99000", font) + 8);
            }
        });
    }

    @Test
    void onlyTheLastHundredBuildsAreShown() {
        List<TrendPoint> points = IntStream.rangeClosed(1, 250).mapToObj(b -> counts(b, 1, 0, 0)).toList();
        assertThat(VerdictTrendChart.draw(points).orElseThrow().description()).startsWith("100 builds, from #151 to #250.");
    }

    @Test
    void withoutABuildThereIsNoTrend() {
        assertThat(VerdictTrendChart.draw(List.of())).isEmpty();
        assertThat(CostTrendChart.draw(List.of())).isEmpty();
    }

    @Test
    void eachBuildLinksToItsPageInTheDrawingAndInTheImageMap() throws Exception {
        List<TrendPoint> points = List.of(
                new TrendPoint(12, "#12 \"<b>&", "12/autoperf/", 1, 0, 0, Map.of("parse", 1.0), false),
                new TrendPoint(13, "#13", "", 0, 0, 0, Map.of("parse", 1.0), false));
        for (Chart chart : List.of(VerdictTrendChart.draw(points).orElseThrow(), CostTrendChart.draw(points).orElseThrow())) {
            String svg = svg(chart);
            assertThat(svg).containsOnlyOnce("<a href=\"12/autoperf/\" tabindex=\"-1\">");
            assertThat(count(svg, "<a ")).as("no link without an address").isEqualTo(1);
            assertThat(svg).contains("<title>#12 &quot;&lt;b&gt;&amp;: 1 regression, 0 inconclusive, 0 improvements</title>");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new org.xml.sax.InputSource(new java.io.StringReader(svg)));

            ChartRenderingInfo info = new ChartRenderingInfo();
            chart.plot(Palette.LIGHT).createBufferedImage(chart.width(), chart.height(), info);
            String map = ChartUtilities.getImageMap("map", info);
            assertThat(map).contains("href=\"12/autoperf/\"").doesNotContain("<b>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "//elsewhere", "a\"onclick=\"b", "a'b", "a b", "<b>", "a&b"})
    void anAddressThatIsNotRelativeIsRefused(String href) {
        assertThatThrownBy(() -> new TrendPoint(1, "#1", href, 0, 0, 0, Map.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TrendPoint counts(int build, int regressions, int inconclusive, int improvements) {
        return new TrendPoint(build, "#" + build, "", regressions, inconclusive, improvements, Map.of(), false);
    }

    private static TrendPoint costs(int build, Map<String, Double> cost) {
        return new TrendPoint(build, "#" + build, "", 0, 0, 0, cost, false);
    }

    private static String svg(Chart chart) {
        return chart.svg().markup();
    }

    private static List<String> labels(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)</text>").matcher(svg).results().map(m -> m.group(1)).toList();
    }

    private static long count(String svg, String pattern) {
        return Pattern.compile(pattern).matcher(svg).results().count();
    }

    private static String group(String svg, String pattern) {
        return Pattern.compile(pattern).matcher(svg).results().findFirst().orElseThrow().group(1);
    }
}

package io.jenkins.plugins.autoperf.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    /** Read off Jenkins 2.516 and its dark theme, beside those of the report. */
    private static final List<Color> LIGHT_PAGES = List.of(Color.WHITE, new Color(0xf7f7f5));

    private static final List<Color> DARK_PAGES = List.of(new Color(0x1c2024), new Color(0x14171a), new Color(0x0c0e13));

    /** Not needed to read a chart. */
    private static final Set<Ink> DECORATION = EnumSet.of(Ink.GRID, Ink.AXIS, Ink.BASELINE_AREA, Ink.CANDIDATE_AREA);

    @ParameterizedTest
    @EnumSource(Ink.class)
    void marksStandOutThreeToOneAndTextFourAndAHalfToOneOnEveryPage(Ink ink) {
        if (!DECORATION.contains(ink)) {
            double least = ink.name.equals("label") ? 4.5 : 3;
            assertThat(LIGHT_PAGES).allSatisfy(page -> assertThat(contrast(ink.light, page)).isGreaterThan(least));
            assertThat(DARK_PAGES).allSatisfy(page -> assertThat(contrast(ink.dark, page)).isGreaterThan(least));
        }
    }

    @ParameterizedTest
    @EnumSource(Ink.class)
    void thePagesStyleSheetHasTheSameColours(Ink ink) throws IOException {
        String css = css();
        String name = ink.name.replace("-area", "");
        assertThat(css).contains("--ap-" + name + ":light-dark(" + hex(ink.light) + "," + hex(ink.dark) + ")");
        assertThat(css).containsPattern("\\{(fill|stroke):var\\(--ap-" + name + "\\)");
    }

    @Test
    void thePagesStyleSheetKnowsEveryClassOfADrawing() throws IOException {
        String css = css();
        Map<String, Double> costs = Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0, "e", 5.0);
        List<TrendPoint> points = IntStream.range(0, 120)
                .mapToObj(b -> new TrendPoint(
                        b, "", "1/", b % 3, b % 4, b % 2, costs, b == 5))
                .toList();
        Stream.of(
                        VerdictTrendChart.draw(points),
                        VerdictTrendChart.draw(points.subList(0, 9)),
                        CostTrendChart.draw(points),
                        RunsChart.draw("ns", new double[] {1, 2}, new double[] {3}, false),
                        RatioChart.draw(List.of(new RatioChart.Row("a", 2, 1.5, 3), new RatioChart.Row("b", 2, 0.5, 3))),
                        ErrorHistogramChart.draw(
                                new double[] {0, 1, 2}, new double[] {1, 0}, new double[] {0, 1}, 1, 1.5))
                .flatMap(chart -> Pattern.compile("class=\"([^\"]+)\"")
                        .matcher(chart.orElseThrow().svg().markup())
                        .results())
                .map(match -> match.group(1))
                .distinct()
                .forEach(name -> assertThat(css).containsPattern("\\." + name + "[ ,{:]"));
    }

    private static String css() throws IOException {
        try (InputStream in = PaletteTest.class.getResourceAsStream("/io/jenkins/plugins/autoperf/report/autoperf.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anImageIsDrawnOnTheBackgroundThatSuitsItsColours() {
        Chart chart = RunsChart.draw("ns", new double[] {1, 2}, new double[] {3}, false).orElseThrow();
        for (Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            BufferedImage image = chart.plot(palette).createBufferedImage(chart.width(), chart.height());
            assertThat(new Color(image.getRGB(0, 0))).isEqualTo(palette.background());
            assertThat(image.getRGB(0, 0, chart.width(), chart.height(), null, 0, chart.width()))
                    .contains(palette.of(Ink.BASELINE).getRGB(), palette.of(Ink.CANDIDATE).getRGB())
                    .doesNotContain(Palette.STAND_INS.of(Ink.BASELINE).getRGB());
        }
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }

    /** Of WCAG 2.2. */
    private static double contrast(Color a, Color b) {
        double one = luminance(a);
        double other = luminance(b);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}

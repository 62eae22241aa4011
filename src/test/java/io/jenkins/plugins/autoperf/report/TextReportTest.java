package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.detection.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void theVerdictIsTheFirstLineAndTheWorstRegionTheFirstRow() {
        List<String> lines = TextReport.render(Samples.every(), false).lines().toList();
        assertThat(lines.get(0)).isEqualTo("REGRESSION");
        assertThat(lines.stream().filter(l -> l.startsWith("Regression")).findFirst().orElseThrow())
                .contains("Parser::parse", "2.41×", "87 %", "more page faults");
    }

    @Test
    void columnsStandBelowOneAnother() {
        List<String> rows = TextReport.render(Samples.every(), false).lines()
                .filter(l -> l.contains("×") && l.contains(" %") && !l.startsWith("“"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(5).allMatch(row -> row.indexOf('×') == rows.get(0).indexOf('×'));
    }

    @Test
    void itFitsAScreenHoweverManyAndLongTheRegionsAre() {
        String text = TextReport.render(Samples.of("x y ".repeat(250), 300), false);
        assertThat(text.lines().count()).isLessThanOrEqualTo(30);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text).contains("… and 292 more regions in the report");
    }

    @Test
    void withSeveralModelsEachRowAndExplanationNamesItsOwn() {
        String text = TextReport.render(Samples.byTwoModels(), false);
        assertThat(text.lines().filter(l -> l.startsWith("VERDICT"))).singleElement().asString().endsWith("AGAINST");
        assertThat(text.lines().filter(l -> l.contains("×") && l.contains(" %") && !l.startsWith("“")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("last.json") || line.endsWith("anchor.json"));
        assertThat(text).contains("Parser::parse(const char *, size_t) against last.json\n");
    }

    @Test
    void coloursAreUsedOnlyWhereAskedFor() {
        assertThat(TextReport.render(Samples.every(), true)).startsWith("\u001b[1;31mREGRESSION\u001b[0m\n");
        assertThat(TextReport.render(Samples.every(), false)).doesNotContain("\u001b");
    }

    @Test
    void aRegionsNameCannotCommandTheTerminal() {
        assertThat(TextReport.render(Samples.of("a\u001b[2Jb\nc\rd", 1), false))
                .doesNotContain("\u001b", "\r")
                .contains("a\\u001B[2Jb\\u000Ac");
    }

    @Test
    void aReportWithoutRegionsIsASentence() {
        assertThat(TextReport.render(Samples.report(Verdict.UNCHANGED, List.of()), false))
                .contains("UNCHANGED", "No region was compared.");
    }
}

package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    private static final String OLD = """
            int f(int a) {
                return a;
            }

            int g(int a) {
                a++;
                return a;
            }
            """;

    private static String diff(String before, String after) {
        return LineDiff.between(before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8)).stream()
                .map(LineRange::toString)
                .collect(Collectors.joining(","));
    }

    @Test
    void aChangedLine() {
        assertThat(diff(OLD, OLD.replace("a++;", "a--;"))).isEqualTo("6-6");
    }

    @Test
    void aDeletedLineIsAGap() {
        assertThat(diff(OLD, OLD.replace("    a++;\n", ""))).isEqualTo("5^6");
    }

    @Test
    void anInsertedLine() {
        assertThat(diff(OLD, OLD.replace("    a++;\n", "    a++;\n    a *= 2;\n"))).isEqualTo("7-7");
    }

    @Test
    void commentsAndWhiteSpaceAreNoChange() {
        assertThat(diff(OLD, OLD.replace("a++;", "a ++ ; // more").replace("int g", "\n/* text\n   of two lines */\nint g").replace("\n", "\r\n"))).isEmpty();
    }

    @Test
    void aFunctionPutBetweenTwoDoesNotTouchTheBraceOfTheOneBefore() {
        String after = OLD.replace("\nint g", "\nint h(int a) {\n    return 2 * a;\n}\n\nint g");

        assertThat(diff(OLD, after)).isEqualTo("5-6");
    }

    @Test
    void aFunctionTakenFromBetweenTwoLeavesOpenWhereItStood() {
        String before = OLD.replace("\nint g", "\nint h(int a) {\n    return 2 * a;\n}\n\nint g");

        // Its closing brace and blank line may as well be those of f.
        assertThat(diff(before, OLD)).isEqualTo("2^5");
    }

    @Test
    void aSecondLineOfTheSameTextIsFound() {
        assertThat(diff(OLD, OLD.replace("    a++;\n", "    a++;\n    a++;\n"))).isIn("6-6", "7-7");
    }

    @Test
    void codeThatGaveWayToAComment() {
        assertThat(diff(OLD, OLD.replace("    a++;", "    // a++;"))).isEqualTo("5^7");
    }

    @Test
    void aNewFileIsOneRange() {
        assertThat(diff("", "/* text */\n\n" + OLD)).isEqualTo("3-10");
    }

    @Test
    void anEmptiedFile() {
        assertThat(diff(OLD, "")).isEqualTo("0^1");
    }

    @Property
    void theSameIsNoChange(@ForAll("texts") List<String> lines) {
        assertThat(diff(join(lines), join(lines))).isEmpty();
    }

    @Property
    void everyLineThatIsNotInTheOldTextIsFound(@ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
        List<LineRange> ranges = LineDiff.between(join(before).getBytes(StandardCharsets.UTF_8), join(after).getBytes(StandardCharsets.UTF_8));

        for (int line = 1; line <= after.size(); line++) {
            int number = line;
            if (!after.get(line - 1).isBlank() && !before.contains(after.get(line - 1))) {
                assertThat(ranges).anyMatch(range -> !range.gap() && range.first() <= number && number <= range.last());
            }
        }
    }

    @Property
    void rangesAscendWithinTheFile(@ForAll("texts") List<String> before, @ForAll("texts") List<String> after) {
        List<LineRange> ranges = LineDiff.between(join(before).getBytes(StandardCharsets.UTF_8), join(after).getBytes(StandardCharsets.UTF_8));

        int last = 0;
        for (LineRange range : ranges) {
            assertThat(range.first()).isGreaterThanOrEqualTo(last);
            assertThat(range.last()).isLessThanOrEqualTo(after.size() + (range.gap() ? 1 : 0));
            last = range.first();
        }
    }

    @Property
    void oneInsertedLineIsFoundWhereItIsOrBesideItsLikes(@ForAll("texts") List<String> lines, @ForAll @IntRange(max = 30) int place) {
        List<String> after = new ArrayList<>(lines);
        int at = Math.min(place, lines.size());
        after.add(at, "fresh();");

        assertThat(diff(join(lines), join(after))).isEqualTo((at + 1) + "-" + (at + 1));
    }

    @Property
    void oneDeletedLineIsAGapThatHoldsIt(@ForAll("texts") List<String> lines, @ForAll @IntRange(max = 30) int place) {
        List<String> before = new ArrayList<>(lines);
        int at = Math.min(place, lines.size());
        before.add(at, "old();");

        assertThat(diff(join(before), join(lines))).isEqualTo(at + "^" + (at + 1));
    }

    private static String join(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    @Provide
    Arbitrary<List<String>> texts() {
        List<String> lines = new ArrayList<>(IntStream.range(0, 12).mapToObj(i -> "call" + i + "();").toList());
        lines.addAll(List.of("}", "}", "", "{"));
        return Arbitraries.of(lines).list().ofMaxSize(25);
    }
}

package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The touched functions as text for people: those to be annotated, those that are not, and what was left out, each with its reason. */
public final class TouchedText {
    private static final int MOST_LINES_NAMED = 5;
    private static final int MOST_WARNINGS = 5;

    private final Path root;
    private final StringBuilder text = new StringBuilder();

    private TouchedText(Path root) {
        this.root = root;
    }

    /** @param since how the user named what it was compared with */
    public static String render(Touched touched, Changes changes, String since) {
        TouchedText page = new TouchedText(changes.root());
        List<FunctionChange> annotated = touched.annotated();
        page.line(count(touched.functions().size(), "function") + " touched since " + since + " (" + changes.base().substring(0, 10) + "), "
                + annotated.size() + " to be annotated."
                + (touched.units() == 0 ? "" : " Read " + touched.read() + " of " + count(touched.units(), "translation unit") + "."));
        page.functions("", annotated, FunctionChange::why);
        page.functions(
                "Touched, but not to be annotated:",
                touched.functions().stream().filter(function -> !function.skip().isEmpty()).toList(),
                function -> function.skip() + " (" + function.why() + ")");
        page.leftOut(touched.leftOut());
        page.warnings(changes.notes());
        page.warnings(touched.warnings());
        return page.text.toString();
    }

    private void warnings(List<String> warnings) {
        for (String warning : warnings.subList(0, Math.min(MOST_WARNINGS, warnings.size()))) {
            line("");
            line("Warning: " + warning);
        }
        if (warnings.size() > MOST_WARNINGS) {
            line("");
            line((warnings.size() - MOST_WARNINGS) + " more warnings are in the output of --json.");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void functions(String title, List<FunctionChange> functions, Function<FunctionChange, String> remark) {
        if (functions.isEmpty()) {
            return;
        }
        line("");
        if (!title.isEmpty()) {
            line(title);
        }
        int width = functions.stream().mapToInt(function -> place(function).length()).max().orElse(0);
        for (FunctionChange function : functions) {
            line("  " + pad(place(function), width) + "  " + function.signature() + "  " + remark.apply(function));
        }
    }

    private String place(FunctionChange function) {
        return relative(function.file()) + ":" + function.line();
    }

    private Path relative(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** One line for each file and reason. */
    private void leftOut(List<LeftOut> leftOut) {
        if (leftOut.isEmpty()) {
            return;
        }
        line("");
        line("Changes that touch no function:");
        Map<Path, Map<String, List<String>>> byFile = new TreeMap<>(Comparator.comparing(Path::toString));
        for (LeftOut change : leftOut) {
            byFile.computeIfAbsent(relative(change.file()), file -> new LinkedHashMap<>())
                    .computeIfAbsent(change.reason(), reason -> new ArrayList<>())
                    .add(change.lines());
        }
        byFile.forEach((file, reasons) -> reasons.forEach((reason, lines) -> line("  " + file + lines(lines) + "  " + reason)));
    }

    private static String lines(List<String> lines) {
        List<String> named = lines.stream().filter(line -> !line.isEmpty()).map(TouchedText::plain).toList();
        if (named.isEmpty()) {
            return "";
        }
        String more = named.size() > MOST_LINES_NAMED ? " and " + (named.size() - MOST_LINES_NAMED) + " more" : "";
        return ":" + named.stream().limit(MOST_LINES_NAMED).collect(Collectors.joining(",")) + more;
    }

    /** 12 for 12-12. A gap is told by the line before it. */
    private static String plain(String range) {
        String[] ends = range.split("[-^]");
        return range.contains("^") || ends[0].equals(ends[1]) ? ends[0] : range;
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.FunctionChange;
import io.jenkins.plugins.autoperf.annotate.LeftOut;
import io.jenkins.plugins.autoperf.annotate.LineRange;
import io.jenkins.plugins.autoperf.annotate.Touched;
import io.jenkins.plugins.autoperf.annotate.jvm.agent.JavaText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The methods that a Java source declares, as its text shows them. Methods of local and anonymous classes and lambdas are parts of
 * the method around them; the types of parameters are named as they are written there, without type arguments.
 */
public final class JavaMethods {
    private static final String AS_WRITTEN =
            "Java methods are listed as their sources show them. \"autoperf run\" annotates those that the program loads, lambdas and methods of"
                    + " anonymous classes apart from the method around them.";
    private static final Pattern ANNOTATION = Pattern.compile("@(?!interface\\b)[\\w.]+(\\s*\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\))?");
    private static final Pattern TYPE = Pattern.compile("(?U)(?:^|[\\s)])(?:class|@?interface|enum|record)\\s+([\\w$]+)");
    private static final Pattern METHOD = Pattern.compile("(?U)([^=()]*?)([\\w$]+)\\s*\\(([^()]*)\\)[\\s\\[\\]]*(?:throws\\s[^()=]*)?");
    private static final Pattern MODIFIERS =
            Pattern.compile("(?:(?:public|protected|private|static|final|abstract|synchronized|native|strictfp|default)\\b\\s*)*");
    private static final Pattern RETURNED = Pattern.compile("(?U)[\\w$]+(?:\\s*\\.\\s*[\\w$]+)*[\\s\\[\\]]*");
    private static final Pattern TYPE_ARGUMENTS = Pattern.compile("<[^<>]*>");

    private final List<JavaText.Block> blocks;
    private final List<Method> methods = new ArrayList<>();

    private record Method(String name, String signature, JavaText.Block block) {}

    private JavaMethods(String text) {
        blocks = JavaText.blocks(text);
        String folder = JavaText.folder(text).replace('/', '.');
        members(blocks.size(), 0, "", folder.isEmpty() ? "" : folder + ".");
    }

    /** All that a file declares and gives a body; none where it cannot be read. */
    public static List<FunctionChange> in(Path file) {
        return read(file).methods.stream().map(method -> change(file, method, "")).toList();
    }

    /** The same with the methods of Java sources that changed lines are in, and the changed lines that are in none. */
    public static Touched add(Touched found, Changes changes) {
        List<FileChange> sources =
                changes.files().stream().filter(change -> !change.ranges().isEmpty() && isSource(change.file())).toList();
        if (sources.isEmpty()) {
            return found;
        }
        List<FunctionChange> functions = new ArrayList<>(found.functions());
        List<LeftOut> leftOut = new ArrayList<>(found.leftOut());
        leftOut.removeIf(left -> sources.stream().anyMatch(change -> change.file().equals(left.file())));
        for (FileChange change : sources) {
            JavaMethods source = read(change.file());
            Map<Method, String> why = new LinkedHashMap<>();
            for (LineRange range : change.ranges()) {
                Map<Method, String> around = source.around(range);
                around.forEach(why::putIfAbsent);
                if (around.isEmpty()) {
                    leftOut.add(new LeftOut(change.file(), range.toString(), "outside every method"));
                }
            }
            why.forEach((method, reason) -> functions.add(change(change.file(), method, reason)));
        }
        functions.sort(Comparator.comparing(FunctionChange::file).thenComparingInt(FunctionChange::line));
        List<String> warnings = new ArrayList<>(found.warnings());
        warnings.add(AS_WRITTEN);
        return new Touched(functions, leftOut, warnings, found.read(), found.units());
    }

    /** By its name. */
    public static boolean isSource(Path file) {
        return file.toString().endsWith(".java");
    }

    private static JavaMethods read(Path file) {
        try {
            return new JavaMethods(
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n").replace('\r', '\n'));
        } catch (IOException e) {
            return new JavaMethods("");
        }
    }

    private static FunctionChange change(Path file, Method method, String why) {
        boolean main = method.signature().endsWith(".main(String[])");
        return new FunctionChange(
                file, method.block().first(), method.block().close(), 0, method.name(), method.signature(), "", "java", why, true, List.of(),
                main ? "main: the whole program" : "");
    }

    /* ---- what the blocks are ---- */

    /** What stands directly in a type, or in the file: the blocks of that depth among those that end before it. */
    private void members(int end, int depth, String type, String scope) {
        for (int i = end - 1; i >= 0 && blocks.get(i).depth() >= depth; i--) {
            JavaText.Block block = blocks.get(i);
            if (block.depth() > depth) {
                continue;
            }
            String head = ANNOTATION.matcher(block.head()).replaceAll(" ").strip();
            Matcher nested = TYPE.matcher(head);
            if (nested.find()) {
                members(i, depth + 1, nested.group(1), scope + nested.group(1) + "$");
            } else if (!type.isEmpty()) {
                method(head, block, type, scope.substring(0, scope.length() - 1)).ifPresent(methods::add);
            }
        }
    }

    /** Where that is the head of a method's or constructor's declaration; the short form of a record's has no parentheses. */
    private static Optional<Method> method(String head, JavaText.Block block, String type, String scope) {
        Matcher matcher = METHOD.matcher(head);
        boolean plain = matcher.matches();
        String before = plain ? matcher.group(1) : head.substring(0, Math.max(0, head.length() - type.length()));
        String name = plain ? matcher.group(2) : head.substring(before.length());
        String returned = MODIFIERS.matcher(withoutTypeArguments(before).strip()).replaceFirst("").strip();
        boolean constructor = name.equals(type) && returned.isEmpty();
        if (!constructor && !(plain && RETURNED.matcher(returned).matches())) {
            return Optional.empty();
        }
        String full = scope + "." + (constructor ? "<init>" : name);
        return Optional.of(new Method(full, full + "(" + (plain ? types(matcher.group(3)) : "") + ")", block));
    }

    private static String withoutTypeArguments(String text) {
        String plain = text;
        for (Matcher matcher = TYPE_ARGUMENTS.matcher(plain); matcher.find(); matcher = TYPE_ARGUMENTS.matcher(plain)) {
            plain = matcher.replaceAll("");
        }
        return plain;
    }

    private static String types(String parameters) {
        return Arrays.stream(withoutTypeArguments(parameters).split(","))
                .map(parameter -> parameter.replaceAll("\\bfinal\\s", " ").replace("...", "[] ").strip())
                .filter(parameter -> !parameter.isEmpty() && !parameter.matches(".*\\bthis"))
                .map(parameter -> parameter.replaceFirst("(?U)\\s+[\\w$]+\\s*((?:\\[\\s*\\]\\s*)*)$", "$1").replaceAll("\\s", ""))
                .collect(Collectors.joining(", "));
    }

    /* ---- where lines are ---- */

    /** The method that a line of the range is in, and why it is touched. */
    private Map<Method, String> around(LineRange range) {
        Map<Method, String> why = new LinkedHashMap<>();
        if (range.gap()) {
            methods.stream()
                    .filter(method -> method.block().holds(range.first()) && method.block().holds(range.last()))
                    .forEach(method -> why.put(method, "lines were deleted after line " + range.first()));
            return why;
        }
        for (Method method : methods) {
            int line = Math.max(range.first(), method.block().first());
            if (line <= Math.min(range.last(), method.block().close())) {
                why.put(method, "line " + line + " changed");
            }
        }
        return why;
    }
}

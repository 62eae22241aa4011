package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.annotate.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which methods of a class, and of all classes nested in it, changed lines touch: those that have code on the line, else the
 * innermost whose declaration, from its annotations and modifiers to its closing brace, holds it.
 */
final class TouchedMethods {
    private static final Pattern NO_METHOD = Pattern.compile(
            "=|->|\\b(return|new|throw|else|case|yield|assert|if|for|while|switch)\\b|\\b(class|interface|enum|record)\\s+$");

    /** @param block of its declaration; null where the source shows none, as of lambdas and of what the compiler made */
    private record Method(ClassCode type, MethodCode code, JavaText.Block block) {
        /** Whether the line is within it, although no code of its own needs to be there. */
        boolean holds(int line) {
            return block != null ? block.holds(line) : code.isLambda() && code.firstLine() <= line && line <= code.lastLine();
        }

        int size() {
            return block != null ? block.lines() : code.lastLine() - code.firstLine();
        }

        /** Whether code of the method stems from that line; not where the compiler made it up and named the class's line. */
        boolean hasCodeOn(int line) {
            if (!code.hasLine(line)) {
                return false;
            }
            if (block != null || code.isLambda() || code.isStaticInitialiser()) {
                return true;
            }
            return code.isConstructor() && line != code.lines().get(0);
        }
    }

    private final ChangedSource source;
    private final List<Method> methods = new ArrayList<>();
    private final Map<String, String> why = new LinkedHashMap<>();
    private final List<LineRange> outside = new ArrayList<>();

    /** @param types a class and those nested in it */
    TouchedMethods(ChangedSource source, List<ClassCode> types) {
        this.source = source;
        for (ClassCode type : types) {
            for (MethodCode code : type.methods()) {
                if (!code.lines().isEmpty()) {
                    methods.add(new Method(type, code, block(type, code)));
                }
            }
        }
        source.ranges().forEach(this::touch);
        List.copyOf(why.keySet()).forEach(this::aroundShortLambda);
    }

    static String key(ClassCode type, MethodCode method) {
        return type.name() + "." + method.key();
    }

    /** Why a method is touched, or null. */
    String why(ClassCode type, MethodCode method) {
        return why.get(key(type, method));
    }

    /** Changed lines that touch none of them. */
    List<LineRange> outside() {
        return outside;
    }

    /** First line of its declaration, or else of its code. */
    int line(ClassCode type, MethodCode code) {
        return methods.stream()
                .filter(method -> method.type == type && method.code == code && method.block != null)
                .map(method -> method.block.first())
                .findFirst()
                .orElse(code.firstLine());
    }

    private JavaText.Block block(ClassCode type, MethodCode code) {
        if (code.isLambda() || code.isStaticInitialiser()) {
            return null;
        }
        String name = code.isConstructor() ? type.name().replaceFirst(".*[/$][0-9]*", "") : code.name();
        if (name.isEmpty()) {
            return null; // the constructor of an anonymous class
        }
        return source.blocks().stream()
                .filter(block -> code.isConstructor()
                        ? code.lines().stream().anyMatch(block::holds)
                        : code.lines().stream().allMatch(block::holds))
                .filter(block -> declares(block.head(), name, code.isConstructor()))
                .min(Comparator.comparingInt(JavaText.Block::lines))
                .orElse(null);
    }

    /** Whether text before a brace declares a method of that name; the short form of a record's constructor has no parentheses. */
    private static boolean declares(String head, String name, boolean constructor) {
        Matcher matcher = Pattern.compile("(?<![\\w$.])" + Pattern.quote(name) + "\\s*(?:\\(" + (constructor ? "|$" : "") + ")")
                .matcher(head);
        while (matcher.find()) {
            String before = withoutArguments(head.substring(0, matcher.start()));
            String behind = withoutArguments(head.substring(matcher.start()));
            if (before != null && behind != null && !NO_METHOD.matcher(before).find() && !NO_METHOD.matcher(behind).find()) {
                return true;
            }
        }
        return false;
    }

    /** Less all that is in parentheses; null where they do not match. */
    private static String withoutArguments(String text) {
        StringBuilder outer = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : 0;
            if (depth == 0 && c != ')') {
                outer.append(c);
            }
            depth -= c == ')' ? 1 : 0;
            if (depth < 0) {
                return null;
            }
        }
        return depth == 0 ? outer.toString() : null;
    }

    private void touch(LineRange range) {
        boolean touched = false;
        if (range.gap()) {
            touched = mark(innermost(range.first(), range.last()), "lines were deleted after line " + range.first());
        } else {
            for (int line = range.first(); line <= range.last(); line++) {
                int at = line;
                List<Method> here = methods.stream().filter(method -> method.hasCodeOn(at)).toList();
                touched |= mark(here.isEmpty() ? innermost(at, at) : here, "line " + at + " changed");
            }
        }
        if (!touched) {
            outside.add(range);
        }
    }

    private List<Method> innermost(int line, int other) {
        List<Method> around = methods.stream().filter(method -> method.holds(line) && method.holds(other)).toList();
        int smallest = around.stream().mapToInt(Method::size).min().orElse(0);
        return around.stream().filter(method -> method.size() == smallest).toList();
    }

    private boolean mark(List<Method> touched, String reason) {
        touched.forEach(method -> why.putIfAbsent(key(method.type, method.code), reason));
        return !touched.isEmpty();
    }

    /** The change of a lambda that is too short for a region is one of the method that it stands in. */
    private void aroundShortLambda(String key) {
        for (Method lambda : methods) {
            if (key(lambda.type, lambda.code).equals(key) && lambda.code.isLambda() && lambda.code.isShort()) {
                int line = lambda.code.firstLine();
                methods.stream()
                        .filter(method -> method.type == lambda.type && method.code.name().equals(lambda.code.enclosing()))
                        .filter(method -> method.holds(line))
                        .forEach(method -> why.putIfAbsent(key(method.type, method.code), why.get(key) + ", in a lambda"));
            }
        }
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The braces of a Java source: enough of its syntax to tell from which line to which a declaration reaches, when the class file
 * says where some of its code is.
 */
public final class JavaText {
    private static final int LONGEST_HEAD = 4_096;

    /**
     * Text between braces and what stands before it.
     *
     * @param head code before the opening brace, back to where the statement or declaration begins; literals are {@code ""}
     * @param first line where that begins, from 1
     * @param open line of the opening brace
     * @param close line of the closing one
     * @param depth number of blocks around it
     */
    public record Block(String head, int first, int open, int close, int depth) {
        int lines() {
            return close - first;
        }

        public boolean holds(int line) {
            return first <= line && line <= close;
        }
    }

    /** What is known of a block whose end was not seen, and what to go on with behind it. */
    private record Open(String head, int first, int line, int parentheses) {}

    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.\\s$]+?)\\s*;", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder head = new StringBuilder();
    private int first;
    private int parentheses;
    private int at;
    private int line = 1;

    private JavaText(String text) {
        this.text = text;
    }

    /** The package with slashes; empty for none. */
    public static String folder(String text) {
        Matcher matcher = PACKAGE.matcher(COMMENT.matcher(text).replaceAll(" "));
        return matcher.find() ? matcher.group(1).replaceAll("\\s", "").replace('.', '/') : "";
    }

    /** All blocks, inner ones before those around them. Text that is no Java gives some blocks or none. */
    public static List<Block> blocks(String text) {
        JavaText reader = new JavaText(text);
        reader.read();
        return List.copyOf(reader.blocks);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                put(' ');
                at++;
            } else if (text.startsWith("//", at)) {
                skipTo("\n", 0);
            } else if (text.startsWith("/*", at)) {
                at += 2;
                skipTo("*/", 2);
            } else if (text.startsWith("\"\"\"", at)) {
                literal("\"\"\"");
            } else if (c == '"' || c == '\'') {
                literal(String.valueOf(c));
            } else {
                code(c);
                at++;
            }
        }
    }

    private void skipTo(String end, int behind) {
        int stop = text.indexOf(end, at);
        stop = stop < 0 ? text.length() : stop + behind;
        count(stop);
        put(' ');
    }

    private void count(int stop) {
        for (; at < stop; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    /** A literal of one line that has no end on its line ends there. */
    private void literal(String quote) {
        put('"');
        put('"');
        int end = at + quote.length();
        while (end < text.length() && !text.startsWith(quote, end) && (quote.length() > 1 || text.charAt(end) != '\n')) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean closed = end < text.length() && text.startsWith(quote, end);
        count(Math.min(text.length(), closed ? end + quote.length() : end));
    }

    private void code(char c) {
        switch (c) {
            case '{' -> {
                open.push(new Open(head.toString(), head.isEmpty() ? line : first, line, parentheses));
                begin();
            }
            case '}' -> close();
            case '(' -> {
                parentheses++;
                put(c);
            }
            case ')' -> {
                parentheses = Math.max(0, parentheses - 1);
                put(c);
            }
            case ';' -> {
                if (parentheses == 0) {
                    begin();
                } else {
                    put(c);
                }
            }
            default -> put(c);
        }
    }

    private void begin() {
        head.setLength(0);
        parentheses = 0;
    }

    private void close() {
        if (open.isEmpty()) {
            begin();
            return;
        }
        Open block = open.pop();
        blocks.add(new Block(block.head().strip(), block.first(), block.line(), line, open.size()));
        begin();
        if (block.parentheses() > 0) { // an argument: what it stands in goes on
            head.append(block.head());
            first = block.first();
            parentheses = block.parentheses();
        }
    }

    private void put(char c) {
        if (head.isEmpty()) {
            if (Character.isWhitespace(c)) {
                return;
            }
            first = line;
        }
        if (head.length() < LONGEST_HEAD) {
            head.append(c);
        }
    }
}

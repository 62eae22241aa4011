package io.jenkins.plugins.autoperf.annotate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A source's text line by line as the compiler sees it: without comments, and without white space but where it parts two
 * words or stands in a literal. The number of lines stays, so that a difference of two such texts is one of the code, at its
 * place. Good for C, C++ and Java; bytes above 127 are taken for letters, whatever the encoding.
 */
final class CodeText {
    private final byte[] text;
    private final ByteArrayOutputStream code;
    private int at;
    private boolean space;
    private int last = '\n';

    private CodeText(byte[] text) {
        this.text = text;
        this.code = new ByteArrayOutputStream(text.length);
    }

    static byte[] of(byte[] text) {
        CodeText reader = new CodeText(withoutCarriageReturns(text));
        reader.read();
        return reader.code.toByteArray();
    }

    private static byte[] withoutCarriageReturns(byte[] text) {
        byte[] plain = new byte[text.length];
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '\r' || i + 1 == text.length || text[i + 1] != '\n') {
                plain[length++] = text[i];
            }
        }
        return Arrays.copyOf(plain, length);
    }

    private void read() {
        if (byteAt(0) == 0xEF && byteAt(1) == 0xBB && byteAt(2) == 0xBF) {
            at = 3; // the byte order mark of UTF-8
        }
        while (at < text.length) {
            int c = byteAt(at);
            if (c == '\n') {
                lineBreak();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B) {
                space = true;
                at++;
            } else if (c == '/' && byteAt(at + 1) == '/') {
                lineComment();
            } else if (c == '/' && byteAt(at + 1) == '*') {
                blockComment();
            } else if (c == '"') {
                literal(isRaw() ? rawEnd() : literalEnd());
            } else if (c == '\'' && !isSeparator()) {
                literal(literalEnd());
            } else {
                put(c);
                at++;
            }
        }
    }

    private int byteAt(int index) {
        return index >= 0 && index < text.length ? text[index] & 0xFF : -1;
    }

    private static boolean isWord(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '$' || c >= 128;
    }

    private void lineBreak() {
        code.write('\n');
        last = '\n';
        space = false;
        at++;
    }

    private void put(int c) {
        if (space && (isWord(last) && isWord(c) || last == c)) {
            code.write(' '); // + + is not ++
        }
        space = false;
        code.write(c);
        last = c;
    }

    private void literal(int end) {
        space = false;
        while (at < end) {
            int c = byteAt(at);
            if (c == '\n') {
                lineBreak();
            } else {
                code.write(c);
                last = c;
                at++;
            }
        }
    }

    private void lineComment() {
        space = true;
        while (at < text.length && byteAt(at) != '\n') {
            if (byteAt(at) == '\\' && byteAt(at + 1) == '\n') {
                at++;
                lineBreak();
            } else {
                at++;
            }
        }
    }

    private void blockComment() {
        space = true;
        at += 2;
        while (at < text.length && !(byteAt(at) == '*' && byteAt(at + 1) == '/')) {
            if (byteAt(at) == '\n') {
                lineBreak();
            } else {
                at++;
            }
        }
        at = Math.min(text.length, at + 2);
        space = true;
    }

    /** Behind the literal at whose quote we are; one that a line break ends is no literal. */
    private int literalEnd() {
        int quote = byteAt(at);
        int end = at + 1;
        while (end < text.length && byteAt(end) != quote && byteAt(end) != '\n') {
            end += byteAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length, byteAt(end) == quote ? end + 1 : end);
    }

    private boolean isRaw() {
        if (byteAt(at - 1) != 'R') {
            return false;
        }
        int start = at - 1;
        while (isWord(byteAt(start - 1))) {
            start--;
        }
        String prefix = new String(text, start, at - 1 - start, StandardCharsets.ISO_8859_1);
        return prefix.matches("(u8|u|U|L)?");
    }

    private int rawEnd() {
        int open = at + 1;
        while (open - at <= 17 && byteAt(open) != '(' && open < text.length) {
            open++;
        }
        int mark = open - at - 1;
        for (int close = open; close + mark + 1 < text.length; close++) {
            if (byteAt(close) == ')' && byteAt(close + mark + 1) == '"'
                    && Arrays.equals(text, close + 1, close + 1 + mark, text, at + 1, at + 1 + mark)) {
                return close + mark + 2;
            }
        }
        return text.length;
    }

    /** A quote within a number, such as 1'000. */
    private boolean isSeparator() {
        int start = at;
        while (isWord(byteAt(start - 1)) || byteAt(start - 1) == '\'') {
            start--;
        }
        return start < at && byteAt(start) >= '0' && byteAt(start) <= '9' && isWord(byteAt(at + 1));
    }
}

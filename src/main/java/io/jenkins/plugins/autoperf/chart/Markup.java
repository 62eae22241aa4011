package io.jenkins.plugins.autoperf.chart;

/** The one place where text becomes markup. */
public final class Markup {
    private Markup() {}

    /**
     * Text for an element's content or a quoted attribute of HTML or SVG. Characters that neither language allows become
     * U+FFFD; those that would turn the direction of the writing around them are spelled out as in {@link #visible}.
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (turnsDirection(c)) {
                        out.append(spelled(c));
                    } else {
                        out.appendCodePoint(allowed(c) ? c : 0xFFFD);
                    }
                }
            }
        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        boolean control = c < ' ' && c != '\t' && c != '\n' || c >= 0x7F && c < 0xA0;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !surrogate && (c & 0xFFFE) != 0xFFFE;
    }

    private static boolean turnsDirection(int c) {
        return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static String spelled(int c) {
        return String.format(c > 0xFFFF ? "\\u{%X}" : "\\u%04X", c);
    }

    /**
     * A name from the workload as it may be shown: control characters, line breaks and those that change the direction of
     * writing or cannot be seen are spelled out as {@code \}{@code u202E}.
     */
    public static String visible(String name) {
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (hidden) {
                out.append(spelled(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** {@link #visible} and, with more than {@code limit} characters, shortened in the middle. */
    public static String brief(String name, int limit) {
        String shown = visible(name);
        int length = shown.codePointCount(0, shown.length());
        if (length <= limit) {
            return shown;
        }
        int head = (limit - 1) * 2 / 3;
        int tail = limit - 1 - head;
        return shown.substring(0, shown.offsetByCodePoints(0, head))
                + "…"
                + shown.substring(shown.offsetByCodePoints(0, length - tail));
    }
}

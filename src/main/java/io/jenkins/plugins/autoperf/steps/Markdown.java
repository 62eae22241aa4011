package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.chart.Markup;

/**
 * Text in Markdown. Whatever is no letter, digit or space becomes a numeric character reference, which Markdown never takes for
 * structure: no table, link, image, element or mention comes of it.
 */
final class Markdown {
    private Markdown() {}

    /** One line of at most {@code limit} characters. */
    static String text(String text, int limit) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        Markup.brief(text, limit).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == ' ') {
                out.appendCodePoint(c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
        return out.toString();
    }

    /** The same in the type of code, where a host looks for no names of people or numbers of issues. */
    static String code(String text, int limit) {
        return "<code>" + text(text, limit) + "</code>";
    }
}

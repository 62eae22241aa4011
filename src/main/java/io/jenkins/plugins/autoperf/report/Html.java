package io.jenkins.plugins.autoperf.report;

import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.chart.Svg;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML. All text and every attribute is escaped; the only markup taken as it is comes from {@link Svg}. */
public final class Html {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    public Html text(String text) {
        out.append(Markup.escape(text));
        return this;
    }

    /** A whole element with text inside. */
    public Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that has no end, such as {@code meta}. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** Text from the workload: kept apart from the writing direction around it, with hidden characters spelled out. */
    public Html name(String name) {
        return leaf("bdi", Markup.visible(name), "class", "ap-name");
    }

    public Html svg(Svg svg) {
        out.append(svg.markup());
        return this;
    }

    /** The page's style sheet. It must not hold {@code <}, so that nothing in it can end the element. */
    Html style(String css) {
        if (css.indexOf('<') >= 0) {
            throw new IllegalArgumentException("A style sheet must not hold '<'");
        }
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int a = 0; a < attributes.length; a += 2) {
            out.append(' ').append(attributes[a]).append("=\"").append(Markup.escape(attributes[a + 1])).append('"');
        }
        out.append('>');
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Not closed: " + open);
        }
        return out.toString();
    }
}

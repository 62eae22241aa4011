package io.jenkins.plugins.autoperf.chart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Property
    void escapedTextHoldsNothingThatStartsMarkupOrEndsAnAttribute(@ForAll String text) {
        assertThat(Markup.escape(text)).doesNotContainPattern("[<>\"']").doesNotContainPattern("&(?!(amp|lt|gt|quot|#39);)");
    }

    @Test
    void charactersThatTurnTheDirectionOfWritingAreSpelledOut() {
        assertThat(Markup.visible("a\u202Eb\u0000\u001B[31m\n")).isEqualTo("a\\u202Eb\\u0000\\u001B[31m\\u000A");
        assertThat(Markup.escape("a\u2066b")).isEqualTo("a\\u2066b");
    }

    @Test
    void ordinaryTextOfAnyScriptIsLeftAlone() {
        assertThat(Markup.escape("größe 解析 🙂 µ")).isEqualTo("größe 解析 🙂 µ");
        assertThat(Markup.visible("größe 解析 🙂 µ")).isEqualTo("größe 解析 🙂 µ");
    }

    @Test
    void aLongNameIsShortenedInTheMiddle() {
        assertThat(Markup.brief("a".repeat(500) + "tail", 12)).isEqualTo("aaaaaaa…tail");
        assertThat(Markup.brief("🙂".repeat(20), 4)).isEqualTo("🙂🙂…🙂");
    }
}

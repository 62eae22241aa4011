package io.jenkins.plugins.autoperf.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '%', value = {
        "int  a ;~int a;",
        "a + b~a+b",
        "a + +b~a+ +b",
        "if (x) // why~if(x)",
        "a /* b */ c~a c",
        "a /* b \\n c */ d~a\\nd",
        "\"// no comment\"  ;~\"// no comment\";",
        "'\"' /* x */~'\"'",
        "R\"(/* \" )\" /* x */~R\"(/* \" )\"",
        "u8R\"x()\" )x\"; // y~u8R\"x()\" )x\";",
        "1'000'000 /* x */~1'000'000",
        "// a \\\\\\nb\\nc~\\n\\nc",
        "#error don't\\na // b~#error don't\\na",
        "\"a\\\\\"b\" // c~\"a\\\\\"b\"",
        "/**/a~a",
        "/*~%%",
        "%\"open%~%\"open%",
    })
    void keepsWhatTheCompilerReads(String text, String code) {
        assertThat(code(text.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\')))
                .isEqualTo(code.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\'));
    }

    @ParameterizedTest
    @CsvSource({"é, é", "ä /* ö */ ü, ä ü"})
    void lettersOfAnyEncodingStay(String text, String code) {
        byte[] latin = CodeText.of(text.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(new String(latin, StandardCharsets.ISO_8859_1)).isEqualTo(code);
    }

    @Property
    void keepsTheNumberOfLines(@ForAll("sources") String text) {
        assertThat(code(text).chars().filter(c -> c == '\n').count()).isEqualTo(text.chars().filter(c -> c == '\n').count());
    }

    @Property
    void isDoneAfterOneTime(@ForAll("sources") String text) {
        String line = text.replace("\n", "").replace("/", "").replace("R", "");

        assertThat(code(code(line))).isEqualTo(code(line));
    }

    @Property
    void lineEndsDoNotMatter(@ForAll("sources") String text) {
        assertThat(code(text.replace("\n", "\r\n"))).isEqualTo(code(text));
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries.of("a", "R", "\"", "'", "/", "*", "//", "/*", "*/", "\\", "\n", " ", "(", ")", "1", "+", "#define")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static String code(String text) {
        return new String(CodeText.of(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}

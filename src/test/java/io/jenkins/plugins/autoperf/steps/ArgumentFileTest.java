package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a user writes as workload arrives at the command line as it is. */
class ArgumentFileTest {
    @Command
    static final class Echo implements Runnable {
        @Parameters
        List<String> arguments = new ArrayList<>();

        @Override
        public void run() {}
    }

    @Property(tries = 300)
    void everyArgumentIsReadBackAsItWas(@ForAll("lines") List<String> arguments) throws IOException {
        assertThat(readBack(arguments)).isEqualTo(arguments);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<Character> characters = Arbitraries.oneOf(
                Arbitraries.chars().ascii().filter(c -> c >= ' ' && c != 127),
                Arbitraries.of('"', '\'', '\\', '#', '\n', '\t', '$', '@', ' ', 'é', '字'));
        return characters.list().ofMaxSize(20).map(ArgumentFileTest::text).list().ofMinSize(1).ofMaxSize(5);
    }

    private static String text(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    @Example
    void aShellScriptOfSeveralLines() throws IOException {
        List<String> arguments = List.of("sh", "-c", "# warm\nfor i in 1 2; do ./bench \"$i\"; done\n");

        assertThat(readBack(arguments)).isEqualTo(arguments);
    }

    private static List<String> readBack(List<String> arguments) throws IOException {
        Path file = Files.createTempFile("arguments", "");
        try {
            Files.writeString(file, "-- " + ArgumentFile.of(arguments));
            Echo echo = new Echo();
            new CommandLine(echo).parseArgs("@" + file);
            return echo.arguments;
        } finally {
            Files.delete(file);
        }
    }
}

package io.jenkins.plugins.autoperf.steps;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments in a file, as picocli reads them after {@code @}: words in quotes, with the escapes of C. */
final class ArgumentFile {
    private ArgumentFile() {}

    static String of(List<String> arguments) {
        return arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String argument) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : argument.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}

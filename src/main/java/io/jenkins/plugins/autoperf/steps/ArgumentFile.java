package io.jenkins.plugins.autoperf.steps;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Arguments in a file, as picocli reads them after {@code @}: words in quotes, with the escapes of C, and the first {@code @}
 * doubled, which else would name another file.
 */
final class ArgumentFile {
    private ArgumentFile() {}

    static String of(List<String> arguments) {
        return arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String argument) {
        StringBuilder out = new StringBuilder(argument.startsWith("@") ? "\"@" : "\"");
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

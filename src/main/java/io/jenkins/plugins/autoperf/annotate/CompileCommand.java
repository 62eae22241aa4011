package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How one source is compiled.
 *
 * @param directory where the compiler runs, absolute
 * @param source absolute path
 * @param arguments the compiler and all that it is given, the source among it
 */
public record CompileCommand(Path directory, Path source, List<String> arguments) {
    private static final List<String> PLACES = List.of("-o", "-MF", "-MT", "-MQ");

    public CompileCommand {
        arguments = List.copyOf(arguments);
    }

    /** Same for commands that read the source alike: libtool compiles everything twice, for another place and with -fPIC. */
    List<String> reading() {
        List<String> reading = new ArrayList<>(List.of(directory.toString(), source.toString()));
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (PLACES.contains(argument)) {
                i++;
            } else if (!argument.matches("-f(PIC|pic|PIE|pie)|-DPIC|-M.*|-W.*|-g.*|-O.*|-o.*")) {
                reading.add(argument);
            }
        }
        return reading;
    }
}

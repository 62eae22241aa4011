package io.jenkins.plugins.autoperf.annotate;

import java.util.List;

/**
 * The functions that a change touched.
 *
 * @param functions by file and line; those with a reason not to be annotated among them
 * @param leftOut changes that touch no function that could be found
 * @param warnings sentences on what may be missing
 * @param read number of translation units that were read
 * @param units number of translation units of the project
 */
public record Touched(List<FunctionChange> functions, List<LeftOut> leftOut, List<String> warnings, int read, int units) {
    public Touched {
        functions = List.copyOf(functions);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /** Those that can be annotated. */
    public List<FunctionChange> annotated() {
        return functions.stream().filter(function -> function.skip().isEmpty()).toList();
    }
}

package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.List;

/**
 * What Clang's syntax tree of one translation unit says about the changes.
 *
 * @param functions touched ones
 * @param fates what became of each range of changed lines in the files that the unit read
 * @param trouble what went wrong, in a sentence, or empty
 */
record UnitSyntax(List<FunctionChange> functions, List<Fate> fates, String trouble) {
    /** What changed lines turned out to be, from the least telling to the most. */
    enum What {
        NOTHING,
        DECLARATION,
        INACTIVE,
        ENTITY,
        FUNCTION
    }

    /** @param definitions those among the lines that are no functions */
    record Fate(Path file, String lines, What what, List<FunctionChange.Definition> definitions) {}
}

package io.jenkins.plugins.autoperf.annotate;

import java.nio.file.Path;
import java.util.List;

/**
 * A function that a change touched.
 *
 * @param file absolute, real path of the file that holds its body
 * @param line first line, from 1
 * @param endLine last line
 * @param insert byte of the file, from 0, just behind the opening brace of its body; 0 where there is none
 * @param name with namespaces and classes; a lambda is {@code outer::{lambda#1}}
 * @param signature the name with the types of the parameters, by which it is known again in another version
 * @param usr Clang's name for it, which tells also static functions of different files apart
 * @param language {@code c} or {@code c++}, as the source that it was read with was compiled
 * @param why in plain words
 * @param changed whether its own text changed
 * @param uses what changed elsewhere and is used by it
 * @param skip why it must not or need not be annotated, or empty
 */
public record FunctionChange(
        Path file,
        int line,
        int endLine,
        int insert,
        String name,
        String signature,
        String usr,
        String language,
        String why,
        boolean changed,
        List<Definition> uses,
        String skip) {

    /**
     * Something that others use.
     *
     * @param what kind and name, such as {@code the macro LIMIT}
     * @param file that holds it
     * @param line where it starts
     */
    public record Definition(String what, Path file, int line) {}

    public FunctionChange {
        uses = List.copyOf(uses);
    }

    FunctionChange withSkip(String reason) {
        return new FunctionChange(file, line, endLine, insert, name, signature, usr, language, why, changed, uses, reason);
    }
}

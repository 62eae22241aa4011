package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.annotate.FunctionChange;
import java.nio.file.Path;

/**
 * A function that a build annotated.
 *
 * @param region name compiled into the program: the signature, behind the file where other files cannot see the function
 * @param name with namespaces and classes
 * @param signature name and types of the parameters
 * @param file relative to the tree
 * @param line of its beginning, from 1
 * @param why it was annotated
 */
public record AnnotatedFunction(String region, String name, String signature, String file, int line, String why) {
    private static final String SEEN_BY_OTHERS = "c:@";

    /** As {@code autoperf-compiler} would name it. */
    static AnnotatedFunction of(FunctionChange function, Path tree) {
        Path file = function.file();
        String within = file.startsWith(tree) ? tree.relativize(file).toString() : file.toString();
        String region = function.usr().startsWith(SEEN_BY_OTHERS) ? function.signature() : within + ":" + function.signature();
        return new AnnotatedFunction(region, function.name(), function.signature(), within, function.line(), function.why());
    }

    /** The signature without namespaces, packages and classes. */
    String ownSignature() {
        int own = Math.max(name.lastIndexOf(':'), name.lastIndexOf('.')) + 1;
        return signature.startsWith(name.substring(0, own)) ? signature.substring(own) : signature;
    }

    /** File and line, as a compiler writes them. */
    public String place() {
        return file + ":" + line;
    }
}

package io.jenkins.plugins.autoperf.annotate.build;

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

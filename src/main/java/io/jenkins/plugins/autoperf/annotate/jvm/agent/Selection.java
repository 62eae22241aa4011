package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.annotate.LineRange;
import java.nio.file.Path;
import java.util.List;

/** Which methods of a program's classes are looked at. */
interface Selection {
    /**
     * What becomes of a class.
     *
     * @param file of its source, or null
     * @param outside changed lines of it that touch none of its methods
     */
    record Result(Path file, List<Decision> decisions, List<LineRange> outside) {}

    /** Whether a class of that name, with slashes, may have such methods; quick. */
    boolean mayHold(String className);

    /**
     * The methods of a class; null where nothing is to be said of it.
     *
     * @param loader of the class
     */
    Result of(ClassCode type, ClassLoader loader);
}

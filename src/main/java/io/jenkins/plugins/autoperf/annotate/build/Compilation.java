package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.annotate.CompileCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * A call of the compiler in an annotated build.
 *
 * @param folder in which it was called
 * @param arguments the compiler and its arguments, response files replaced by what is in them
 * @param sources C and C++ files among them
 * @param outcome what became of it
 * @param reason of {@code REFUSED}; else what the syntax tree could not tell, or empty
 * @param functions those that the change touched there
 */
public record Compilation(
        Path folder, List<String> arguments, List<String> sources, Outcome outcome, String reason, List<Function> functions) {
    /** What became of a compilation. */
    public enum Outcome {
        /** Nothing in it was to be annotated. */
        PLAIN,
        ANNOTATED,
        /** It compiled only without annotations. */
        REFUSED,
        /** It did not compile without them either. */
        BROKEN
    }

    /**
     * A function that the change touched.
     *
     * @param reason why it was not annotated, or empty
     * @param changed whether its own text changed
     * @param uses what changed elsewhere and is used by it, by kind, name and place
     */
    public record Function(AnnotatedFunction function, String reason, boolean changed, List<String> uses) {
        public Function {
            uses = List.copyOf(uses);
        }

        public boolean annotated() {
            return reason.isEmpty();
        }
    }

    public Compilation {
        arguments = List.copyOf(arguments);
        sources = List.copyOf(sources);
        functions = List.copyOf(functions);
    }

    /** The same for each source alone. */
    List<CompileCommand> commands() {
        return sources.stream()
                .map(source -> new CompileCommand(
                        folder,
                        folder.resolve(source),
                        arguments.stream().filter(word -> word.equals(source) || !sources.contains(word)).toList()))
                .toList();
    }

    /** Where its sources are. */
    List<Path> sourceFiles() {
        return sources.stream().map(folder::resolve).toList();
    }
}

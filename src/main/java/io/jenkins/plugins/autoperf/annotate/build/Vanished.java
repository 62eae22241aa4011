package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.DefinedFunctions;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import io.jenkins.plugins.autoperf.annotate.FileChange.Kind;
import io.jenkins.plugins.autoperf.annotate.FunctionChange;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaMethods;
import io.jenkins.plugins.autoperf.workload.NativeFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Functions that the reference has and the candidate has not. Only files that changed can have lost one, and only in these can
 * be what became of it; so all that they define is paired.
 */
final class Vanished {
    private static final String SYNTAX = "autoperf-syntax";
    private static final String LAMBDA = "{lambda#";
    private static final int LISTED = 100;

    private final Changes changes;
    private final Limits limits;
    private final Path folder;

    /**
     * @param changes of the candidate, in the user's tree
     * @param folder for temporary files
     */
    Vanished(Changes changes, Limits limits, Path folder) {
        this.changes = changes;
        this.limits = limits;
        this.folder = folder;
    }

    /** Names them in sentences, by file and line; or says why it is not known. */
    List<String> between(AnnotatedBuild reference, AnnotatedBuild candidate) {
        Set<Path> before = before(reference.tree());
        Set<Path> after = after(candidate.tree());
        Stream<String> methods = sentences(Pairing.of(methods(before, reference.tree()), methods(after, candidate.tree())));
        before.removeIf(file -> !SourceTree.isSource(file));
        if (before.isEmpty()) {
            return methods.toList();
        }
        DefinedFunctions old = defined(before, reference);
        DefinedFunctions now = defined(after, candidate);
        Stream<String> functions = now.trouble().isEmpty()
                ? sentences(Pairing.of(named(old.functions(), reference.tree()), named(now.functions(), candidate.tree())))
                : Stream.of("Whether functions are gone is not known: " + now.trouble().get(0));
        return Stream.concat(functions, methods).toList();
    }

    private Stream<String> sentences(Pairing pairing) {
        List<AnnotatedFunction> gone = pairing.vanished().stream()
                .sorted(Comparator.comparing(AnnotatedFunction::file).thenComparingInt(AnnotatedFunction::line))
                .toList();
        List<String> sentences = new ArrayList<>();
        gone.stream().limit(LISTED).forEach(f -> sentences.add(
                pairing.label(f) + " (" + f.place() + ") is gone: only " + changes.base().substring(0, 10) + " has it."));
        if (gone.size() > LISTED) {
            sentences.add(gone.size() - LISTED + " more functions are gone.");
        }
        return sentences.stream();
    }

    private Set<Path> before(Path tree) {
        Set<Path> files = new TreeSet<>();
        for (FileChange change : changes.inCopy(tree).files()) {
            if (change.kind() == Kind.RENAMED || change.kind() == Kind.DELETED || isEdited(change)) {
                files.add(change.before());
            }
        }
        return files;
    }

    private Set<Path> after(Path tree) {
        return changes.inCopy(tree).files().stream()
                .filter(change -> change.kind() != Kind.DELETED && (change.kind() != Kind.MODIFIED || isEdited(change)))
                .map(FileChange::file)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isEdited(FileChange change) {
        return change.kind() == Kind.MODIFIED && !change.ranges().isEmpty();
    }

    private static List<AnnotatedFunction> methods(Set<Path> files, Path tree) {
        List<FunctionChange> methods = files.stream().filter(JavaMethods::isSource).flatMap(file -> JavaMethods.in(file).stream()).toList();
        return named(methods, tree);
    }

    private DefinedFunctions defined(Set<Path> files, AnnotatedBuild build) {
        List<Path> sources = files.stream().filter(SourceTree::isSource).toList();
        return DefinedFunctions.in(
                sources, build.log().commands(), NativeFiles.find(List.of(SYNTAX)).resolve(SYNTAX), limits.libclang(),
                Duration.ofSeconds(limits.seconds()), folder);
    }

    /** A lambda is a part of the function around it; its number tells nothing where others came or went. */
    private static List<AnnotatedFunction> named(List<FunctionChange> functions, Path tree) {
        return functions.stream().filter(f -> !f.name().contains(LAMBDA)).map(f -> AnnotatedFunction.of(f, tree)).toList();
    }
}

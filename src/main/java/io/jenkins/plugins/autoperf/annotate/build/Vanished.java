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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Functions that the reference has and the candidate has not. Only files that changed can have lost one, and only in these can
 * be what became of it; so all that they define is paired.
 */
final class Vanished {
    private static final String SYNTAX = "autoperf-syntax";
    private static final String LAMBDA = "{lambda#";
    private static final int LISTED = 100;

    /** Those of {@link Pairing}, and the file: programs of one project have functions of the same name. */
    private static final List<Function<AnnotatedFunction, String>> LIKENESSES = List.of(
            AnnotatedFunction::region,
            AnnotatedFunction::signature,
            f -> f.region().substring(0, f.region().length() - f.signature().length()) + f.name(),
            AnnotatedFunction::ownSignature,
            AnnotatedFunction::name);

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
        Map<Path, Path> before = before(reference.tree());
        Map<Path, Path> after = after(candidate.tree());
        List<String> sentences = new ArrayList<>();
        if (before.keySet().stream().anyMatch(SourceTree::isSource)) {
            DefinedFunctions now = defined(after.keySet(), candidate);
            if (now.trouble().isEmpty()) {
                DefinedFunctions old = defined(before.keySet(), reference);
                sentences.addAll(gone(
                        named(old.functions(), before, reference.tree()),
                        named(now.functions(), after, candidate.tree()),
                        "compiles no such function"));
                if (!old.trouble().isEmpty()) {
                    sentences.add("More functions may be gone: " + old.trouble().get(0));
                }
            } else {
                sentences.add("Whether functions are gone is not known: " + now.trouble().get(0));
            }
        }
        sentences.addAll(gone(
                named(methods(before.keySet()), before, reference.tree()),
                named(methods(after.keySet()), after, candidate.tree()),
                "has no such method"));
        return sentences;
    }

    private List<String> gone(List<AnnotatedFunction> before, List<AnnotatedFunction> after, String lacks) {
        Pairing pairing = Pairing.of(before, after, LIKENESSES);
        List<AnnotatedFunction> gone = pairing.vanished().stream()
                .sorted(Comparator.comparing(AnnotatedFunction::file).thenComparingInt(AnnotatedFunction::line))
                .toList();
        List<String> sentences = new ArrayList<>();
        gone.stream().limit(LISTED).forEach(f -> sentences.add(pairing.label(f) + " (" + f.place() + " of " + changes.base().substring(0, 10)
                + ") is gone: this version " + lacks + "."));
        if (gone.size() > LISTED) {
            sentences.add(gone.size() - LISTED + " more functions are gone.");
        }
        return sentences;
    }

    /** Files that may have lost functions, and what they are called now. */
    private Map<Path, Path> before(Path tree) {
        return files(
                tree, change -> change.kind() == Kind.RENAMED || change.kind() == Kind.DELETED || isEdited(change), FileChange::before);
    }

    private Map<Path, Path> after(Path tree) {
        return files(
                tree,
                change -> change.kind() != Kind.DELETED && (change.kind() != Kind.MODIFIED || isEdited(change)),
                FileChange::file);
    }

    private Map<Path, Path> files(Path tree, Predicate<FileChange> wanted, Function<FileChange, Path> place) {
        Map<Path, Path> files = new TreeMap<>();
        changes.inCopy(tree).files().stream()
                .filter(wanted)
                .forEach(change -> files.merge(place.apply(change), tree.relativize(change.file()), (one, other) -> one));
        return files;
    }

    private static boolean isEdited(FileChange change) {
        return change.kind() == Kind.MODIFIED && !change.ranges().isEmpty();
    }

    private static List<FunctionChange> methods(Set<Path> files) {
        return files.stream().filter(JavaMethods::isSource).flatMap(file -> JavaMethods.in(file).stream()).toList();
    }

    private DefinedFunctions defined(Set<Path> files, AnnotatedBuild build) {
        List<Path> sources = files.stream().filter(SourceTree::isSource).toList();
        return DefinedFunctions.in(
                sources, build.log().commands(), NativeFiles.find(List.of(SYNTAX)).resolve(SYNTAX), limits.libclang(),
                Duration.ofSeconds(limits.seconds()), folder);
    }

    /** A lambda is a part of the function around it; its number tells nothing where others came or went. */
    private static List<AnnotatedFunction> named(List<FunctionChange> functions, Map<Path, Path> files, Path tree) {
        return functions.stream()
                .filter(f -> !f.name().contains(LAMBDA) && files.containsKey(f.file()))
                .map(f -> new AnnotatedFunction(
                        files.get(f.file()) + ":" + f.signature(), f.name(), f.signature(), tree.relativize(f.file()).toString(), f.line(), f.why()))
                .toList();
    }
}

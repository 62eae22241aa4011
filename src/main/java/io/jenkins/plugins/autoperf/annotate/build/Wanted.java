package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.FileChange;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a build is to annotate.
 *
 * @param changes functions that these touch
 * @param functions others, a line each: name, signature and signature without namespaces and classes, with tabs between
 * @param files real paths of the files in which these may be
 * @param headers names, without folders, of the files that include one of these
 * @param libclang library to use, or empty for the one that is found
 * @param limit functions that are annotated because they use something that changed, for each such thing
 * @param seconds after which the syntax tree of a source is given up
 */
record Wanted(
        Changes changes,
        List<String> functions,
        Set<Path> files,
        Set<String> headers,
        String libclang,
        int limit,
        int seconds) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * The functions that a change touched.
     *
     * @param changes in the user's tree
     * @param tree the copy of it
     */
    static Wanted touched(Changes changes, Path tree, Limits limits) {
        List<FileChange> here = changes.inCopy(tree).files().stream()
                .filter(change -> !change.ranges().isEmpty() && change.kind() != FileChange.Kind.DELETED)
                .filter(change -> SourceTree.isSource(change.file()))
                .toList();
        Set<Path> files = here.stream().map(FileChange::file).collect(Collectors.toCollection(TreeSet::new));
        return new Wanted(
                new Changes(tree, changes.base(), here, changes.notes()),
                List.of(),
                files,
                SourceTree.read(tree).includedNames(files),
                limits.libclang(),
                limits.limit(),
                limits.seconds());
    }

    /** Those functions that another version has too, wherever they are in this one. */
    static Wanted known(Collection<AnnotatedFunction> functions, Path tree, Limits limits) {
        SourceTree sources = SourceTree.read(tree);
        Set<String> words = functions.stream().map(Wanted::word).collect(Collectors.toSet());
        Set<Path> files = sources.mentioning(words);
        return new Wanted(
                new Changes(tree, "", List.of(), List.of()),
                functions.stream().map(f -> f.name() + "\t" + f.signature() + "\t" + f.ownSignature()).distinct().toList(),
                files,
                sources.includedNames(files),
                limits.libclang(),
                limits.limit(),
                limits.seconds());
    }

    /** No function of the tree. */
    static Wanted nothing(Path tree, Limits limits) {
        return new Wanted(
                new Changes(tree, "", List.of(), List.of()), List.of(), Set.of(), Set.of(), limits.libclang(), limits.limit(), limits.seconds());
    }

    /** The word that a file must hold if it is to hold the function: of a lambda that of the function around it. */
    private static String word(AnnotatedFunction function) {
        String name = function.name().replaceFirst("::\\{lambda.*", "").replaceFirst(".*::(?=[^:])", "");
        return WORD.matcher(name).results().map(match -> match.group()).findFirst().orElse("operator");
    }
}

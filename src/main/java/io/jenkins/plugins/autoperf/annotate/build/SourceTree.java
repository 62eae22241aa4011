package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The C and C++ files below a folder, and which include which. Included files are known by their names without folders, so
 * that no search path is needed: the answers hold rather too much than too little.
 */
final class SourceTree {
    private static final Pattern SOURCE = Pattern.compile(
            ".*\\.(c|cc|cp|cxx|cpp|c\\+\\+|h|hh|hp|hxx|hpp|h\\+\\+|inc|inl|ipp|ixx|tcc|tpp|txx|def|y|yy|l|ll)(\\.in)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPILED_ALONE = Pattern.compile(".*\\.(c|cc|cp|cxx|cpp|c\\+\\+|C|CPP)");
    private static final Pattern INCLUDE =
            Pattern.compile("^[ \\t]*#[ \\t]*(?:include|include_next|import)[ \\t]*[<\"]([^>\"\\r\\n]+)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST = 8 << 20;

    private record Source(Path file, Set<String> includes) {}

    private final List<Source> sources;

    private SourceTree(List<Source> sources) {
        this.sources = sources;
    }

    /** Reads all of them; what is no source by its name, larger than 8 MB, or behind a symbolic link is not looked at. */
    static SourceTree read(Path root) {
        List<Source> sources = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && attributes.size() <= LARGEST && isSource(file)) {
                        sources.add(new Source(file, includes(text(file))));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The sources in " + root + " cannot be read: " + e.getMessage() + ".", e);
        }
        return new SourceTree(sources);
    }

    private static String text(Path file) throws IOException {
        // Every byte is a character, so that files in any encoding can be read.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static Set<String> includes(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = INCLUDE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1).replaceFirst(".*/", ""));
        }
        return names;
    }

    /** Names under which files are included that are one of these, or include one of them, however indirectly. */
    Set<String> includedNames(Collection<Path> files) {
        Set<String> names = files.stream().map(SourceTree::includedName).collect(Collectors.toCollection(TreeSet::new));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Source source : sources) {
                if (source.includes().stream().anyMatch(names::contains)) {
                    grown |= names.add(includedName(source.file()));
                }
            }
        }
        return names;
    }

    /** A template of configure's is included without its ending. */
    private static String includedName(Path file) {
        return file.getFileName().toString().replaceFirst("\\.in$", "");
    }

    /** Whether the file is a source, or one that sources include, by its name. */
    static boolean isSource(Path file) {
        return SOURCE.matcher(file.getFileName().toString()).matches();
    }

    /** Whether the file is a source by its name, and not one that is only included. */
    static boolean isCompiledAlone(Path file) {
        return COMPILED_ALONE.matcher(file.getFileName().toString()).matches();
    }

    /** The files in whose text one of these words stands. */
    Set<Path> mentioning(Set<String> words) {
        Set<Path> files = new TreeSet<>();
        for (Source source : sources) {
            try {
                if (WORD.matcher(text(source.file())).results().anyMatch(match -> words.contains(match.group()))) {
                    files.add(source.file());
                }
            } catch (IOException e) {
                throw new AutoPerfException(Kind.MACHINE, source.file() + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return files;
    }
}

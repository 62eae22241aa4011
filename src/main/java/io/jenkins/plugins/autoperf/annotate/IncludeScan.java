package io.jenkins.plugins.autoperf.annotate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files a source may include, by reading the {@code #include} lines alone. Conditions are not evaluated, so that rather
 * too many are found; what is included by a macro's name cannot be followed, and counts as including everything.
 */
final class IncludeScan {
    private static final Pattern INCLUDE =
            Pattern.compile("^[ \\t]*#[ \\t]*(?:include|include_next|import)[ \\t]*(?:\"([^\"\\n]+)\"|<([^>\\n]+)>|(\\w+))", Pattern.MULTILINE);
    private static final List<String> FOLDER_OPTIONS = List.of("-iquote", "-I", "-isystem", "-idirafter");

    private final Set<Path> wanted;
    private final Map<Path, List<Include>> includes = new HashMap<>();
    private final Map<String, Optional<Path>> found = new HashMap<>();

    private record Include(String name, boolean quoted, boolean computed) {}

    /** @param wanted real paths of the files in question */
    IncludeScan(Set<Path> wanted) {
        this.wanted = wanted;
    }

    /** Those of the wanted files that the source is or may include. */
    Set<Path> reached(CompileCommand command) {
        List<Path> folders = folders(command);
        Set<Path> seen = new HashSet<>();
        Set<Path> reached = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>();
        open.add(real(command.source()));
        for (String forced : values(command.arguments(), "-include")) {
            Optional.of(command.directory().resolve(forced)).filter(Files::isRegularFile).ifPresent(file -> open.add(real(file)));
        }
        while (!open.isEmpty()) {
            Path file = open.remove();
            if (!seen.add(file)) {
                continue;
            }
            if (wanted.contains(file)) {
                reached.add(file);
            }
            for (Include include : includes.computeIfAbsent(file, IncludeScan::read)) {
                if (include.computed()) {
                    reached.addAll(wanted);
                } else {
                    resolve(include, file.getParent(), folders).ifPresent(open::add);
                }
            }
        }
        return reached;
    }

    private static List<Include> read(Path file) {
        List<Include> includes = new ArrayList<>();
        try {
            Matcher matcher = INCLUDE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                boolean quoted = matcher.group(1) != null;
                boolean computed = matcher.group(3) != null;
                includes.add(new Include(quoted ? matcher.group(1) : computed ? matcher.group(3) : matcher.group(2), quoted, computed));
            }
        } catch (IOException e) {
            // Clang will say so, if it comes to that.
        }
        return includes;
    }

    private Optional<Path> resolve(Include include, Path includer, List<Path> folders) {
        if (include.quoted()) {
            Optional<Path> beside = found.computeIfAbsent(includer + "\0" + include.name(), key -> existing(includer, include.name()));
            if (beside.isPresent()) {
                return beside;
            }
        }
        return found.computeIfAbsent(
                folders + "\0" + include.name(),
                key -> folders.stream().flatMap(folder -> existing(folder, include.name()).stream()).findFirst());
    }

    private static Optional<Path> existing(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(real(file)) : Optional.empty();
        } catch (java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }

    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    private static List<Path> folders(CompileCommand command) {
        List<Path> folders = new ArrayList<>();
        for (String option : FOLDER_OPTIONS) {
            values(command.arguments(), option).forEach(folder -> folders.add(command.directory().resolve(folder).normalize()));
        }
        return folders;
    }

    /** Values of an option, glued to it or in the next word. */
    private static List<String> values(List<String> arguments, String option) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(option) && i + 1 < arguments.size()) {
                values.add(arguments.get(++i));
            } else if (argument.startsWith(option) && argument.length() > option.length() && !option.equals("-include")) {
                values.add(argument.substring(option.length()));
            }
        }
        return values;
    }
}

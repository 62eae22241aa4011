package io.jenkins.plugins.autoperf.annotate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
 * too many are found. What is included by a macro's name is followed where a plain {@code #define} or {@code -D} says what that is, and
 * counts as every header where it is defined in another way.
 */
final class IncludeScan {
    private static final Pattern INCLUDE =
            Pattern.compile("^[ \\t]*#[ \\t]*(?:include|include_next|import)[ \\t]*(?:\"([^\"\\n]+)\"|<([^>\\n]+)>|(\\w+))", Pattern.MULTILINE);
    private static final Pattern DEFINE =
            Pattern.compile("^[ \\t]*#[ \\t]*define[ \\t]+(\\w+)[ \\t]+([^\\r\\n]+)", Pattern.MULTILINE);
    private static final Pattern FILE = Pattern.compile("\\\\?[\"<]([^\">\\\\]+)\\\\?[\">].*");
    private static final List<String> FOLDER_OPTIONS = List.of("-iquote", "-I", "-isystem", "-idirafter");

    private final Set<Path> wanted;
    private final Map<Path, Text> texts = new HashMap<>();
    private final Map<String, Optional<Path>> found = new HashMap<>();

    /**
     * @param macros names of macros by which files are included
     * @param defines what macros are defined as
     */
    private record Text(List<Include> includes, List<String> macros, Map<String, List<String>> defines) {}

    private record Include(String name, boolean quoted) {}

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
            Set<String> macros = new LinkedHashSet<>();
            while (!open.isEmpty()) {
                Path file = open.remove();
                if (seen.add(file)) {
                    if (wanted.contains(file)) {
                        reached.add(file);
                    }
                    Text text = texts.computeIfAbsent(file, IncludeScan::read);
                    macros.addAll(text.macros());
                    text.includes().forEach(include -> resolve(include, file.getParent(), folders).ifPresent(open::add));
                }
            }
            for (String macro : macros) {
                definitions(macro, command, seen).forEach(body -> follow(body, command, folders, reached, open));
            }
        }
        return reached;
    }

    private List<String> definitions(String macro, CompileCommand command, Set<Path> seen) {
        List<String> bodies = new ArrayList<>();
        values(command.arguments(), "-D").stream()
                .filter(option -> option.startsWith(macro + "="))
                .forEach(option -> bodies.add(option.substring(macro.length() + 1)));
        seen.forEach(file -> bodies.addAll(texts.get(file).defines().getOrDefault(macro, List.of())));
        return bodies;
    }

    private void follow(String body, CompileCommand command, List<Path> folders, Set<Path> reached, Deque<Path> open) {
        Matcher plain = FILE.matcher(body.strip());
        if (plain.matches()) {
            resolve(new Include(plain.group(1), true), command.source().getParent(), folders).ifPresent(open::add);
        } else {
            wanted.stream().filter(file -> !Languages.isUnit(file)).forEach(reached::add);
        }
    }

    private static Text read(Path file) {
        Text text = new Text(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            Matcher include = INCLUDE.matcher(content);
            while (include.find()) {
                if (include.group(3) != null) {
                    text.macros().add(include.group(3));
                } else {
                    boolean quoted = include.group(1) != null;
                    text.includes().add(new Include(quoted ? include.group(1) : include.group(2), quoted));
                }
            }
            Matcher define = DEFINE.matcher(content);
            while (define.find()) {
                text.defines().computeIfAbsent(define.group(1), name -> new ArrayList<>()).add(define.group(2));
            }
        } catch (IOException e) {
            // Clang will say so, if it comes to that.
        }
        return text;
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
        } catch (InvalidPathException e) {
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

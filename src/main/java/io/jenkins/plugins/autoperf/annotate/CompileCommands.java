package io.jenkins.plugins.autoperf.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where compile commands come from. */
public final class CompileCommands {
    private static final List<String> FOLDERS = List.of("", "build", "builddir", "out", "_build", "cmake-build-release", "cmake-build-debug");
    private static final int MOST_SOURCES = 20_000;

    private CompileCommands() {}

    /** The {@code compile_commands.json} of a project, in one of the places where it usually is. */
    public static Optional<Path> find(Path root) {
        return FOLDERS.stream()
                .map(folder -> root.resolve(folder).resolve("compile_commands.json"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Reads a JSON compilation database, as CMake, Meson, Bear and Clang write it.
     *
     * @throws AutoPerfException where it cannot be read, or is none
     */
    public static List<CompileCommand> read(Path file) {
        JsonNode database;
        try {
            database = new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new AutoPerfException(Kind.DATA, file + " is no compilation database: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.USAGE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (!database.isArray()) {
            throw new AutoPerfException(Kind.DATA, file + " is no compilation database: it holds no list of commands.");
        }
        List<CompileCommand> commands = new ArrayList<>();
        for (JsonNode entry : database) {
            try {
                commands.add(command(file.toAbsolutePath().getParent(), entry));
            } catch (InvalidPathException e) {
                throw new AutoPerfException(Kind.DATA, file + " names a path that cannot be: " + e.getInput(), e);
            }
        }
        return commands;
    }

    private static CompileCommand command(Path folder, JsonNode entry) {
        Path directory = folder.resolve(entry.path("directory").asText("")).normalize();
        List<String> arguments = new ArrayList<>();
        if (entry.path("arguments").isArray()) {
            entry.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        } else {
            arguments.addAll(ShellWords.split(entry.path("command").asText("")));
        }
        return new CompileCommand(directory, directory.resolve(entry.path("file").asText("")).normalize(), arguments);
    }

    /** What stands in for commands where there are none: every source below the folder, with the folders that headers are usually in. */
    static List<CompileCommand> guess(Path root) {
        List<CompileCommand> commands = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && Languages.isUnit(file)) {
                        String compiler = Languages.isCxx(file) ? "c++" : "cc";
                        commands.add(new CompileCommand(root, file, List.of(
                                compiler, "-I", root.toString(), "-I", root.resolve("include").toString(), "-I", root.resolve("src").toString(), file.toString())));
                    }
                    return commands.size() < MOST_SOURCES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, root + " cannot be read: " + e.getMessage() + ".", e);
        }
        return commands;
    }
}

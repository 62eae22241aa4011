package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as the system does when it starts them. */
final class ProgramPath {
    private ProgramPath() {}

    static boolean isOnPath(String program) {
        return find(program, System.getenv("PATH"), Path.of("")).isPresent();
    }

    /** @throws AutoPerfException where there is no such program, or it must not be executed */
    static void check(String program, Path directory, Map<String, String> environment) {
        if (program.indexOf('\0') >= 0) {
            throw new AutoPerfException(Kind.USAGE, "The program's name holds a zero byte.");
        }
        if (program.contains("/")) {
            checkFile(directory.resolve(program).normalize());
        } else if (find(program, environment.getOrDefault("PATH", System.getenv("PATH")), directory).isEmpty()) {
            String hint = Files.exists(directory.resolve(program)) ? " Write ./" + program + " for the one in the folder." : "";
            throw new AutoPerfException(Kind.WORKLOAD, "There is no program " + program + " on the PATH." + hint);
        }
    }

    private static void checkFile(Path file) {
        if (!Files.exists(file)) {
            throw new AutoPerfException(Kind.WORKLOAD, "There is no program " + file + ". Build it first, or mend the path.");
        }
        if (!Files.isRegularFile(file)) {
            throw new AutoPerfException(Kind.WORKLOAD, file + " is no program but a folder or device.");
        }
        if (!Files.isExecutable(file)) {
            throw new AutoPerfException(
                    Kind.WORKLOAD, file + " must not be executed. Set the permission: chmod +x " + file);
        }
    }

    private static Optional<Path> find(String program, String path, Path directory) {
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(":", -1)) {
            Path file = directory.resolve(folder).resolve(program);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}

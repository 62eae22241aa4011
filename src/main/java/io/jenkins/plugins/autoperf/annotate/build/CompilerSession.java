package io.jenkins.plugins.autoperf.annotate.build;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.workload.NativeFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that {@code autoperf-compiler} works by: links to it under the names of all compilers in PATH, what to annotate,
 * and the log of what it did. {@code compiler.h} tells the files.
 */
final class CompilerSession {
    private static final String COMPILER = "autoperf-compiler";
    private static final String SHADOW = "libautoperf-shadow.so";
    private static final String GUARD = "autoperf-guard.h";
    private static final String SYNTAX = "autoperf-syntax";
    private static final int NO_CLANG = 2;
    private static final Pattern COMPILER_NAME =
            Pattern.compile("([A-Za-z0-9_.]+-)*(gcc|g\\+\\+|cc|c\\+\\+|c89|c99|clang|clang\\+\\+)(-[0-9.]+)?");
    private static final Set<String> LAUNCHERS = Set.of("ccache", "distcc", "sccache");
    private static final List<String> COMPILER_VARIABLES = List.of("CC", "CXX", "HOSTCC", "HOSTCXX", "CC_FOR_BUILD", "CXX_FOR_BUILD");

    private final Path folder;

    private CompilerSession(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder to be made
     * @param tree real path of the sources; only what lies in it is annotated
     * @param wanted what to annotate there
     */
    static CompilerSession create(Path folder, Path tree, Wanted wanted) {
        try {
            for (String name : List.of("bin", "named", "shadow")) {
                Files.createDirectories(folder.resolve(name));
            }
            Path natives = NativeFiles.find(List.of(COMPILER, SHADOW, GUARD, SYNTAX));
            Path real = folder.toRealPath();
            Files.copy(natives.resolve(COMPILER), real.resolve(COMPILER), StandardCopyOption.COPY_ATTRIBUTES);
            Files.copy(natives.resolve(GUARD), real.resolve("guard.h"));
            wanted.changes().write(real.resolve("changes"));
            Files.write(real.resolve("functions"), wanted.functions());
            Files.write(real.resolve("files"), wanted.files().stream().map(Path::toString).toList());
            Files.write(real.resolve("headers"), wanted.headers());
            Map<String, Object> settings = new LinkedHashMap<>();
            settings.put("tree", tree);
            settings.put("syntax", natives.resolve(SYNTAX));
            settings.put("shadow", natives.resolve(SHADOW));
            settings.put("changes", real.resolve("changes"));
            settings.put("functions", wanted.functions().isEmpty() ? "" : real.resolve("functions"));
            settings.put("libclang", wanted.libclang());
            settings.put("limit", wanted.limit());
            settings.put("seconds", wanted.seconds());
            if (wanted.files().stream().anyMatch(SourceTree::isSource)) {
                requireClang(natives.resolve(SYNTAX), wanted.libclang(), real.resolve("changes"));
            }
            Files.write(real.resolve("settings"), settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
            return new CompilerSession(real);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Without the library every source would be compiled as it is, and only the log would tell. */
    private static void requireClang(Path syntax, String libclang, Path changes) throws IOException {
        Process process = new ProcessBuilder(
                        syntax.toString(), "--changes", changes.toString(), "--libclang", libclang, "--", "cc", "-c", "none.c")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() == NO_CLANG) {
                throw new AutoPerfException(Kind.MACHINE, said.strip().replaceFirst("^autoperf-syntax: ", ""));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AutoPerfException(Kind.WORKLOAD, "The build was interrupted.", e);
        }
    }

    Path log() {
        return folder.resolve("commands.jsonl");
    }

    /** From now on these regions are not annotated. */
    void exclude(Collection<String> regions) {
        try {
            Files.write(folder.resolve("excluded"), regions, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /**
     * Variables of the build: our links first in PATH, and in place of the compilers that the outer ones name. One that is not
     * set there stays so, since setting it would choose another compiler in many builds.
     */
    Map<String, String> environment(Map<String, String> outer) {
        String path = outer.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        Map<String, String> environment = new LinkedHashMap<>();
        try {
            for (String name : compilers(path)) {
                link("bin", name);
            }
            for (String variable : COMPILER_VARIABLES) {
                if (!outer.getOrDefault(variable, "").isBlank()) {
                    environment.put(variable, ours(outer.get(variable)));
                }
            }
        } catch (IOException e) {
            throw failed(folder, e);
        }
        environment.put("PATH", folder.resolve("bin") + File.pathSeparator + path);
        // The cache is to look at what is compiled, annotations included, and at the real compiler's version.
        environment.put("CCACHE_NODIRECT", "1");
        environment.put("CCACHE_COMPILERCHECK", "%compiler% -v");
        return environment;
    }

    private static Set<String> compilers(String path) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String entry : path.split(File.pathSeparator)) {
            if (!entry.isEmpty() && Files.isDirectory(Path.of(entry))) {
                try (Stream<Path> files = Files.list(Path.of(entry))) {
                    files.filter(Files::isExecutable)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> COMPILER_NAME.matcher(name).matches())
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    /** The value of CC or the like, its compiler replaced by our link; as it is where it names no program. */
    private String ours(String value) throws IOException {
        String[] words = value.strip().split("\\s+");
        int at = words.length > 1 && LAUNCHERS.contains(lastPart(words[0])) ? 1 : 0;
        Path compiler = Path.of(words[at]);
        String name = lastPart(words[at]);
        if (name.isEmpty()) {
            return value;
        }
        boolean named = words[at].contains("/");
        Path link = link(named ? "named" : "bin", name);
        if (named) {
            Path real = folder.resolve("named").resolve(name + "=");
            Files.deleteIfExists(real);
            Files.createSymbolicLink(real, compiler.toAbsolutePath());
        }
        words[at] = link.toString();
        return Arrays.stream(words).collect(Collectors.joining(" "));
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A hard link: what looks for the file behind a symbolic one would not know the compiler by its name. */
    private Path link(String place, String name) throws IOException {
        Path link = folder.resolve(place).resolve(name);
        if (!Files.exists(link)) {
            Files.createLink(link, folder.resolve(COMPILER));
        }
        return link;
    }

    private static AutoPerfException failed(Path folder, IOException e) {
        return new AutoPerfException(
                Kind.MACHINE, "The folder " + folder + " for the annotated build cannot be written: " + e.getMessage() + ".", e);
    }
}

package io.jenkins.plugins.autoperf.annotate;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.FunctionChange.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the functions that a change touched: reads those translation units that include a changed file, and no others. */
public final class TouchedFunctions {
    /** Units are read so many at a time; in between it is asked whether more of them are needed. */
    private static final int BATCH = 8;

    private final Changes changes;
    private final Options options;
    private final Map<Path, FileChange> wanted = new LinkedHashMap<>();
    private final Merge merge = new Merge();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param program {@code autoperf-syntax}
     * @param libclang path of libclang, or empty to look for it
     * @param limit most functions that are touched because they use one changed macro, type, variable or inline function
     * @param timeout for one translation unit
     * @param jobs units that are read at once
     */
    public record Options(Path program, String libclang, int limit, Duration timeout, int jobs) {}

    /** Told after each unit how far it is. */
    @FunctionalInterface
    public interface Progress {
        void read(int units, int total, String source);
    }

    private TouchedFunctions(Changes changes, Options options) {
        this.changes = changes;
        this.options = options;
        for (FileChange file : changes.files()) {
            if (!file.ranges().isEmpty()) {
                wanted.put(IncludeScan.real(file.file()), file);
            }
        }
    }

    /**
     * @param commands how the project's sources are compiled; without any, sources are read as they lie there
     * @throws AutoPerfException where there is no libclang
     */
    public static Touched find(Changes changes, List<CompileCommand> commands, Options options, Progress progress) {
        return new TouchedFunctions(changes, options).find(commands, progress);
    }

    private Touched find(List<CompileCommand> given, Progress progress) {
        List<CompileCommand> commands = given;
        if (wanted.keySet().stream().noneMatch(Languages::isSource)) {
            return new Touched(List.of(), leftOut(commands), warnings, 0, commands.size());
        }
        if (commands.isEmpty()) {
            commands = CompileCommands.guess(changes.root());
            warnings.add("There are no compile commands, so that sources are read without the project's options. Functions may be missing."
                    + " Let CMake or Meson write compile_commands.json, or name the build with --build.");
        }
        List<Unit> units = Unit.of(commands, wanted.keySet());
        Path folder = null;
        ExecutorService threads = Executors.newFixedThreadPool(options.jobs());
        try {
            folder = Files.createTempDirectory("autoperf-syntax");
            Path list = folder.resolve("changes");
            changes.write(list);
            SyntaxReader reader = new SyntaxReader(options.program(), options.libclang(), options.timeout(), list, folder);
            int read = read(units, reader, threads, progress);
            warnings.addAll(merge.warnings());
            return new Touched(merge.functions(options.limit()), leftOut(commands), warnings, read, commands.size());
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "No temporary folder could be used: " + e.getMessage() + ".", e);
        } finally {
            threads.shutdownNow();
            delete(folder);
        }
    }

    private int read(List<Unit> units, SyntaxReader reader, ExecutorService threads, Progress progress) {
        int read = 0;
        int spared = 0;
        List<Unit> open = new ArrayList<>(units);
        while (!open.isEmpty()) {
            List<Unit> batch = new ArrayList<>();
            Set<Path> enough = enough();
            while (!open.isEmpty() && batch.size() < BATCH) {
                Unit unit = open.remove(0);
                if (!unit.isWanted() && enough.containsAll(unit.reached())) {
                    spared++;
                } else {
                    batch.add(unit);
                }
            }
            List<Future<UnitSyntax>> running =
                    batch.stream().map(unit -> threads.submit(() -> reader.read(unit.command()))).toList();
            for (int i = 0; i < running.size(); i++) {
                merge.add(result(running.get(i)));
                progress.read(++read, units.size() - spared, batch.get(i).command().source().getFileName().toString());
            }
        }
        if (spared > 0) {
            warnings.add(spared + " sources were not read: more than " + options.limit()
                    + " functions use each of the definitions that changed in what they include.");
        }
        return read;
    }

    /** Changed files of which everything that others could use is used beyond the limit already. */
    private Set<Path> enough() {
        return wanted.entrySet().stream()
                .filter(file -> isEnough(file.getKey(), file.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isEnough(Path file, FileChange change) {
        Map<Definition, Integer> users = merge.users(file);
        for (LineRange range : change.ranges()) {
            UnitSyntax.Fate fate = merge.fate(file, range);
            boolean known = fate != null && (fate.what() == UnitSyntax.What.ENTITY || fate.what() == UnitSyntax.What.DECLARATION);
            if (!known || !fate.definitions().stream().allMatch(definition -> users.getOrDefault(definition, 0) > options.limit())) {
                return false;
            }
        }
        return !users.isEmpty() && users.values().stream().allMatch(count -> count > options.limit());
    }

    private static UnitSyntax result(Future<UnitSyntax> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutoPerfException(Kind.WORKLOAD, "The search for functions was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AutoPerfException mine) {
                throw mine;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /* ---- what touches nothing ---- */

    private List<LeftOut> leftOut(List<CompileCommand> commands) {
        Set<Path> compiled = commands.stream().map(command -> IncludeScan.real(command.source())).collect(Collectors.toSet());
        List<LeftOut> leftOut = new ArrayList<>();
        for (FileChange file : changes.files()) {
            Path real = IncludeScan.real(file.file());
            if (!file.note().isEmpty()) {
                leftOut.add(new LeftOut(file.file(), "", file.note()));
                continue;
            }
            Set<String> reasons = new HashSet<>();
            for (LineRange range : file.ranges()) {
                UnitSyntax.Fate fate = merge.fate(real, range);
                if (fate != null) {
                    reasons(fate).forEach(reason -> leftOut.add(new LeftOut(file.file(), range.toString(), reason)));
                } else if (reasons.add(unread(real, compiled))) {
                    leftOut.add(new LeftOut(file.file(), "", unread(real, compiled)));
                }
            }
        }
        return leftOut;
    }

    private static String unread(Path file, Set<Path> compiled) {
        if (!Languages.isSource(file)) {
            return "no C or C++ source";
        }
        if (compiled.contains(file)) {
            return "it could not be read";
        }
        return Languages.isUnit(file) ? "no compile command builds it" : "no source that is compiled includes it";
    }

    private List<String> reasons(UnitSyntax.Fate fate) {
        return switch (fate.what()) {
            case NOTHING -> List.of("outside every definition");
            case DECLARATION -> List.of("a declaration or #include, nothing runs there");
            case INACTIVE -> List.of("the preprocessor leaves it out here");
            case FUNCTION -> List.of();
            case ENTITY -> fate.definitions().stream()
                    .filter(definition -> !merge.isUsed(definition))
                    .map(definition -> definition.what() + ": no function that was read uses it")
                    .toList();
        };
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            folder.toFile().deleteOnExit(); // in the system's temporary folder, which is cleaned by others
        }
    }
}

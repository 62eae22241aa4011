package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.annotate.Changes;
import io.jenkins.plugins.autoperf.annotate.CompileCommand;
import io.jenkins.plugins.autoperf.annotate.CompileCommands;
import io.jenkins.plugins.autoperf.annotate.Diff;
import io.jenkins.plugins.autoperf.annotate.Touched;
import io.jenkins.plugins.autoperf.annotate.TouchedFunctions;
import io.jenkins.plugins.autoperf.annotate.TouchedText;
import io.jenkins.plugins.autoperf.annotate.build.Limits;
import io.jenkins.plugins.autoperf.annotate.jvm.JavaMethods;
import io.jenkins.plugins.autoperf.workload.NativeRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "annotate",
        mixinStandardHelpOptions = true,
        description = "Lists the functions that a change touched, from the git diff and Clang's syntax tree, and Java methods. Nothing is changed.",
        footer = {
            "",
            "Examples: autoperf annotate --since origin/main",
            "          autoperf annotate --since origin/main --build 'make'"
        })
final class AnnotateCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "COMMIT",
            description = "Commit, branch or tag. What changed since HEAD parted from it counts, up to the files as they are now.")
    String since;

    @Option(
            names = "--compile-commands",
            paramLabel = "FILE",
            description = "How the sources are compiled (default: compile_commands.json in the folder, build/, builddir/, out/ and the like).")
    Path compileCommands;

    @Option(
            names = "--libclang",
            paramLabel = "FILE",
            defaultValue = "",
            description = "libclang.so of version 14 or later (default: the newest that is found).")
    String libclang;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most functions that are listed for using one changed macro, type, variable or inline function (${DEFAULT-VALUE}).")
    int limit;

    @Option(
            names = "--build",
            paramLabel = "LINE",
            description = "Shell line that builds a fresh checkout: a copy is built by it, annotated, and what was annotated is listed.")
    String build;

    @Option(names = "--unit-timeout", paramLabel = "TIME", defaultValue = "60s", description = "Time for one translation unit (${DEFAULT-VALUE}).")
    Duration timeout;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "2", description = "Translation units read at once (${DEFAULT-VALUE}).")
    int jobs;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", defaultValue = "", description = "Folder of the project (default: this one).")
    Path folder;

    AnnotateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (limit < 0 || jobs < 1) {
            throw new AutoPerfException(Kind.USAGE, "--limit must be 0 or more, and --jobs 1 or more.");
        }
        Path project = folder.toAbsolutePath();
        Changes changes = Diff.since(project, since);
        if (build != null) {
            return listBuild(project, changes);
        }
        Touched touched = JavaMethods.add(find(changes, commands(project, changes)), changes);
        console.out().print(json ? Json.text(document(changes, touched)) + "\n" : TouchedText.render(touched, changes, since));
        console.out().flush();
        return 0;
    }

    private int listBuild(Path project, Changes changes) {
        if (compileCommands != null) {
            throw new AutoPerfException(Kind.USAGE, "--build and --compile-commands exclude each other: the build tells how it compiles.");
        }
        Limits limits = new Limits(libclang, limit, (int) timeout.toSeconds(), Limits.DEFAULT.build());
        BuildListing listing = BuildListing.of(console, changes, project, build, limits);
        console.out().print(json ? Json.text(listing.document()) + "\n" : listing.text(since));
        console.out().flush();
        return 0;
    }

    private List<CompileCommand> commands(Path project, Changes changes) {
        if (compileCommands != null) {
            return CompileCommands.read(compileCommands.toAbsolutePath());
        }
        return CompileCommands.find(project)
                .or(() -> CompileCommands.find(changes.root()))
                .map(CompileCommands::read)
                .orElse(List.of());
    }

    private Touched find(Changes changes, List<CompileCommand> commands) {
        TouchedFunctions.Options options =
                new TouchedFunctions.Options(NativeRuntime.find().syntax(), libclang, limit, timeout, jobs);
        return console.progress("Reading sources", 1, step -> TouchedFunctions.find(changes, commands, options, step::reached));
    }

    private Map<String, Object> document(Changes changes, Touched touched) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("since", since);
        document.put("base", changes.base());
        document.put("root", changes.root());
        document.put("unitsRead", touched.read());
        document.put("units", touched.units());
        document.put("functions", touched.functions());
        document.put("leftOut", touched.leftOut());
        document.put("warnings", touched.warnings());
        document.put("notes", changes.notes());
        return document;
    }
}

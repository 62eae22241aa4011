package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "autoperf",
        description = "Finds performance regressions in C, C++ and Java programs and says why they happened.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            CountersCommand.class,
            ProfileCommand.class,
            TrainCommand.class,
            DetectCommand.class,
            CompareCommand.class,
            RunCommand.class,
            CheckCommand.class,
            AnnotateCommand.class,
            ReportCommand.class,
            EvaluateCommand.class,
            DumpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 no regression, 1 regression, 2 inconclusive, 3 wrong usage, 4 the workload failed,",
            "5 damaged or unfitting data, 6 the machine does not allow it, 70 an error in AutoPerf itself.",
            "Options may also stand in a file .autoperf.yml in the working folder, such as 'runs: 10'."
        })
public final class Main {
    private static final int INTERNAL_ERROR = 70;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Path.of(""), Console.system(), args));
    }

    /**
     * Runs one command.
     *
     * @param folder where {@code .autoperf.yml} is looked for
     * @return the exit code
     */
    static int run(Path folder, Console console, String... args) {
        CommandLine line = commandLine(console);
        try {
            line.setDefaultValueProvider(ProjectFile.read(folder.resolve(ProjectFile.NAME), line));
            return line.execute(args);
        } catch (AutoPerfException e) {
            return explain(console, e);
        }
    }

    private static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Main(), new CommandFactory(console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
        line.registerConverter(java.time.Duration.class, Durations::parse);
        line.setParameterExceptionHandler((e, args) -> usage(console, e));
        line.setExecutionExceptionHandler((e, command, result) ->
                e instanceof AutoPerfException mine ? explain(console, mine) : confess(console, e));
        return line;
    }

    private static int usage(Console console, ParameterException e) {
        console.err().println("autoperf: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, console.err())) {
            console.err().println("See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " -h'.");
        }
        console.err().flush();
        return AutoPerfException.Kind.USAGE.exitCode();
    }

    private static int explain(Console console, AutoPerfException e) {
        console.err().println("autoperf: " + e.getMessage());
        if (System.getenv("AUTOPERF_DEBUG") != null) {
            e.printStackTrace(console.err());
        }
        console.err().flush();
        return e.kind().exitCode();
    }

    private static int confess(Console console, Exception e) {
        PrintWriter err = console.err();
        err.println("autoperf: an error in AutoPerf itself. What was measured is kept. Please report this:");
        e.printStackTrace(err);
        err.flush();
        return INTERNAL_ERROR;
    }

    /** The version in the jar's manifest, or "development" when run from classes. */
    static final class Version implements IVersionProvider {
        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"AutoPerf " + text()};
        }
    }

    /** Commands get the console through their constructor, so that tests can read what they print. */
    private record CommandFactory(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    static PrintWriter writer(java.io.OutputStream stream) {
        return new PrintWriter(new java.io.OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}

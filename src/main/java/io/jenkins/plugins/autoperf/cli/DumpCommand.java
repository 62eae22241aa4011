package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.profile.SampleCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dump", mixinStandardHelpOptions = true, description = "Prints the samples of a profile.")
final class DumpCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--csv", description = "As comma-separated values, one line a sample (the default).")
    boolean csv;

    @Parameters(paramLabel = "PROFILE", description = "A profile folder.")
    Path profile;

    DumpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            SampleCsv.write(profile, console.out()).forEach(console::say);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The samples cannot be printed: " + e.getMessage() + ".", e);
        }
        return 0;
    }
}

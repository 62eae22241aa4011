package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.CountersText;
import io.jenkins.plugins.autoperf.papi.Preflight;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "counters",
        mixinStandardHelpOptions = true,
        description = "Shows what this machine can count, from which source, and why the rest is not to be had.")
final class CountersCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--all", description = "List every counter with its meaning.")
    boolean all;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    CountersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Availability availability = Preflight.run();
        console.out().print(json ? Json.text(availability) + "\n" : CountersText.render(availability, all, console.colour()));
        console.out().flush();
        return 0;
    }
}

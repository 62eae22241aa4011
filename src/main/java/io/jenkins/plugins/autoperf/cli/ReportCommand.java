package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Shows a report again and writes its page anew.",
        footer = {"", "The exit code is that of the report's verdict."})
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where the page goes; index.html beside the report if not given.")
    Path output;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Parameters(paramLabel = "REPORT", description = "A report.json.")
    Path file;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = ReportFile.read(file);
        Path page = output == null ? file.resolveSibling(Verdicts.PAGE) : output;
        HtmlReport.write(report, page);
        Verdicts.print(console, report, json);
        if (!json) {
            console.out().println("Report: " + page);
        }
        return Verdicts.exitCode(report);
    }
}

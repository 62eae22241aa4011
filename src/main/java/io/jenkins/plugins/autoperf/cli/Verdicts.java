package io.jenkins.plugins.autoperf.cli;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import io.jenkins.plugins.autoperf.report.HtmlReport;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import io.jenkins.plugins.autoperf.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a verdict leaves the command line: files, text, exit code. */
final class Verdicts {
    static final String JSON = "report.json";
    static final String PAGE = "index.html";

    private Verdicts() {}

    /** Writes both files, prints the verdict, and returns the exit code. */
    static int publish(Console console, Report report, Path folder, boolean json) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new AutoPerfException(Kind.MACHINE, "The folder " + folder + " for the report cannot be made: " + e.getMessage() + ".", e);
        }
        ReportFile.write(report, folder.resolve(JSON));
        HtmlReport.write(report, folder.resolve(PAGE));
        print(console, report, json);
        if (!json) {
            console.out().println("Report: " + folder.resolve(PAGE));
        }
        return exitCode(report);
    }

    static void print(Console console, Report report, boolean json) {
        console.out().println(json ? Json.text(report) : TextReport.render(report, console.colour()));
    }

    static int exitCode(Report report) {
        return switch (report.verdict()) {
            case REGRESSION -> 1;
            case INCONCLUSIVE -> 2;
            case UNCHANGED, IMPROVEMENT, CHANGED -> 0;
        };
    }
}

package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.nio.file.Path;

/** How a controller reads reports, which come from agents: within limits. */
final class Reports {
    private Reports() {}

    /** @throws io.jenkins.plugins.autoperf.AutoPerfException where it is missing, damaged or too large */
    static Report read(Path file) {
        return ReportFile.read(file);
    }
}

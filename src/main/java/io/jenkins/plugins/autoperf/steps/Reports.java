package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a controller reads reports, which come from agents: within limits. */
final class Reports {
    /** Of the report when unpacked. */
    private static final int LARGEST = 32 << 20;

    private Reports() {}

    /**
     * @throws io.jenkins.plugins.autoperf.AutoPerfException where it is damaged or too large
     * @throws IOException where it cannot be read
     */
    static Report read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ReportFile.read(in, file.getFileName().toString(), LARGEST);
        }
    }
}

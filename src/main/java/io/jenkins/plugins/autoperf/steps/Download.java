package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.DataFile;
import io.jenkins.plugins.autoperf.report.ReportFile;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A file for the user to keep, never to be shown in place: what it holds comes from an agent. */
final class Download implements HttpResponse {
    private final String name;
    private final String type;
    private final InputStream content;

    private Download(String name, String type, InputStream content) {
        this.name = name;
        this.type = type + ";charset=UTF-8";
        this.content = content;
    }

    static HttpResponse of(String name, String type, String content) {
        return new Download(name, type, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Unpacked; not found where the file is missing or damaged from its start. */
    static HttpResponse of(String name, String type, Path file) {
        try {
            return new Download(name, type, DataFile.open(file, ReportFile.MAXIMUM_BYTES));
        } catch (IOException e) {
            return HttpResponses.error(404, Messages.ReportPage_Unreadable());
        }
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        try (InputStream in = content) {
            in.transferTo(response.getOutputStream());
        }
    }
}

package io.jenkins.plugins.autoperf.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.autoperf.AutoPerfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A self-contained page in AutoPerf's look: no script, nothing loaded from elsewhere, light and dark, from phone to paper. Its
 * own policy allows one style sheet by its hash and nothing else.
 */
public final class Page {
    private static final String CSS = css("autoperf.css") + css("report.css");

    private Page() {}

    /** @param content writes what is in the page's main element */
    public static String of(String title, Consumer<Html> content) {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy());
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", title);
        html.style(CSS).close();
        html.open("body", "class", "autoperf").open("main");
        content.accept(html);
        return "<!DOCTYPE html>\n" + html.close().close().close() + "\n";
    }

    /** @throws AutoPerfException of kind MACHINE where the file cannot be written */
    public static void write(String page, Path file) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE,
                    "Cannot write the page " + file + ": " + e.getMessage()
                            + ". Give a folder that may be written and has room.",
                    e);
        }
    }

    private static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(CSS.getBytes(UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; img-src data:; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String css(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

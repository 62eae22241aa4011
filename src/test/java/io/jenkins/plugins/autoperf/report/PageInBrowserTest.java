package io.jenkins.plugins.autoperf.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser lays it out. */
class PageInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** Measures the page in a frame as wide as a phone, all regions opened; only this copy may run a script. */
    private static final String PROBE = """
            <!DOCTYPE html><body><iframe id="phone" style="width:360px;height:700px;border:0"></iframe><p id="beyond"></p>
            <script>
            const frame = document.getElementById("phone");
            frame.onload = () => {
              const page = frame.contentDocument;
              page.querySelectorAll("details").forEach(d => d.open = true);
              const root = page.documentElement;
              document.getElementById("beyond").textContent = "beyond:" + (root.scrollWidth - root.clientWidth) + ";";
            };
            frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob("%s"), c => c.charCodeAt(0)));
            </script></body>
            """;

    @TempDir
    Path folder;

    @Test
    void aPhoneScrollsThePageOnlyUpAndDown() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "There is no " + CHROMIUM + ": the page was not laid out by a browser.");
        assertThat(pixelsBeyondAPhone(HtmlReport.page(Samples.every()))).isZero();
        assertThat(pixelsBeyondAPhone(HtmlReport.page(Samples.of("W".repeat(1000), 2)))).isZero();
    }

    private int pixelsBeyondAPhone(String page) throws IOException, InterruptedException {
        String open = page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
        String encoded = Base64.getEncoder().encodeToString(open.getBytes(StandardCharsets.UTF_8));
        Path probe = folder.resolve("probe.html");
        Files.writeString(probe, PROBE.replace("%s", encoded));
        Path printed = folder.resolve("dom.html");
        Process browser = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "browser"),
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        probe.toUri().toString())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("the browser ended").isTrue();
        } finally {
            browser.destroyForcibly();
        }
        String dom = Files.readString(printed);
        String beyond = dom.replaceFirst("(?s).*>beyond:(\\d+);.*", "$1");
        assertThat(beyond).as("measured").matches("\\d+");
        return Integer.parseInt(beyond);
    }
}

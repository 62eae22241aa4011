package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Samples;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import io.jenkins.plugins.thememanager.none.NoOpThemeManagerFactory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages as a browser draws them. */
@WithJenkins
class PagesInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    /** The baseline's colour in charts, on a light and on a dark page. */
    private static final int LIGHT = 0x2f74b5;

    private static final int DARK = 0x6badea;

    @TempDir
    Path folder;

    @Test
    void chartsAreDrawnInTheColoursOfTheThemeAndNoScriptFails(JenkinsRule jenkins) throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "There is no " + CHROMIUM + ": the pages were not drawn by a browser.");
        FreeStyleProject job = jenkins.createFreeStyleProject("bench");
        Prepared.build(jenkins, job, Samples.report(
                Verdict.UNCHANGED, List.of(Samples.region("parse", Verdict.UNCHANGED, 1, Diagnosis.NONE))));
        Prepared.build(jenkins, job, Samples.every());

        theme(new NoOpThemeManagerFactory());
        assertThat(drawn(jenkins, "job/bench/", LIGHT)).as("the job's page, light").isPositive();
        assertThat(drawn(jenkins, "job/bench/2/autoperf/region/1/", LIGHT)).as("a region, light").isPositive();

        theme(new DarkThemeManagerFactory());
        assertThat(drawn(jenkins, "job/bench/", DARK)).as("the job's page, dark").isPositive();
        assertThat(drawn(jenkins, "job/bench/2/autoperf/region/1/", DARK)).as("a region, dark").isPositive();
        drawn(jenkins, "job/bench/2/autoperf/", DARK);
    }

    private static void theme(ThemeManagerFactory theme) {
        ThemeManagerPageDecorator.get().setTheme(theme);
    }

    /** How many pixels of the page have that colour. */
    private int drawn(JenkinsRule jenkins, String page, int colour) throws IOException, InterruptedException {
        Path picture = folder.resolve("page.png");
        Path log = folder.resolve("log");
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
                        "--enable-logging=stderr",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "browser"),
                        "--window-size=1200,2400",
                        "--virtual-time-budget=8000",
                        "--screenshot=" + picture,
                        jenkins.getURL() + page)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("the browser ended").isTrue();
        } finally {
            browser.destroyForcibly();
        }
        assertThat(Files.readString(log)).as("what the browser says of " + page).doesNotContain("CONSOLE");
        BufferedImage image = ImageIO.read(picture.toFile());
        int found = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                found += (image.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
            }
        }
        return found;
    }
}

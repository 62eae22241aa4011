package io.jenkins.plugins.autoperf.steps;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.autoperf.detection.Verdict;
import io.jenkins.plugins.autoperf.diagnosis.Diagnosis;
import io.jenkins.plugins.autoperf.report.Report;
import io.jenkins.plugins.autoperf.report.ReportFile;
import io.jenkins.plugins.autoperf.report.Samples;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What AutoPerf costs a controller. No test, since it asserts nothing: prints the figures of docs/jenkins.md. Run it by
 * {@code mvn test -Dtest=ControllerCostBench}.
 */
@WithJenkins
class ControllerCostBench {
    private static final int REGIONS = 200;
    private static final int BUILDS = 2000;
    private static final int TIMES = 200;
    private static final List<String> PAGES = List.of(
            "job/bench/",
            "job/bench/autoperf/trend",
            "job/bench/autoperf/",
            "job/bench/2000/",
            "job/bench/2000/autoperf/",
            "job/bench/2000/autoperf/region/1/");

    private static Report report() {
        return Samples.report(
                Verdict.UNCHANGED,
                IntStream.range(0, REGIONS)
                        .mapToObj(r -> Samples.region("Namespace::Class::method" + r, Verdict.UNCHANGED, 1, Diagnosis.NONE))
                        .toList());
    }

    @Test
    void storingAResult(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("bench");
        FilePath results = new FilePath(folder.toFile());
        ReportFile.write(report(), folder.resolve(ResultFolder.REPORT));
        Files.write(folder.resolve(ResultFolder.MODEL), new byte[1 << 20]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] milliseconds = new double[TIMES];
        AutoPerfStep step = new AutoPerfStep("./bench");
        Settings settings = AutoPerfConfiguration.get().complete(step);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        for (int t = 0; t < TIMES; t++) {
            long before = threads.getCurrentThreadCpuTime();
            Report report = Measurement.store(results, ResultFolder.of(build, ""));
            Incoming.fetch(results.child(ResultFolder.MODEL), ResultFolder.of(build, "").model(), 2 << 20);
            AutoPerfAction action = new AutoPerfAction(settings, report, Baselines.Choice.none("none"), "machine", "");
            build.addAction(action);
            build.save();
            milliseconds[t] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
            build.removeAction(action);
        }
        double first = milliseconds[0];
        Arrays.sort(milliseconds);
        print("Storing a result of %d regions: %.0f ms of CPU the first time, then %.1f ms (median), %.1f ms (p90)",
                REGIONS, first, milliseconds[TIMES / 2], milliseconds[TIMES * 9 / 10]);
    }

    @Test
    void openingALongJob(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("bench");
        FreeStyleBuild build = Prepared.build(jenkins, job, report());
        File folder = build.getRootDir();
        for (int b = 2; b <= BUILDS; b++) {
            FileUtils.copyDirectory(folder, new File(folder.getParentFile(), String.valueOf(b)));
        }
        Files.writeString(job.getRootDir().toPath().resolve("nextBuildNumber"), BUILDS + 1 + "\n");
        job.save();
        jenkins.jenkins.reload();
        FreeStyleProject longJob = jenkins.jenkins.getItemByFullName("bench", FreeStyleProject.class);
        for (String page : PAGES) {
            double[] milliseconds = new double[10];
            double first = time(jenkins.getURL() + page);
            for (int t = 0; t < milliseconds.length; t++) {
                longJob._getRuns().purgeCache();
                milliseconds[t] = time(jenkins.getURL() + page);
            }
            double warm = time(jenkins.getURL() + page);
            Arrays.sort(milliseconds);
            print("%s of %d builds and %d regions: %.0f ms the first time, %.0f ms (median) with no build loaded, %.0f ms again",
                    page, BUILDS, REGIONS, first, milliseconds[milliseconds.length / 2], warm);
        }
    }

    private static double time(String url) throws Exception {
        long before = System.nanoTime();
        try (InputStream in = new URL(url).openStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return (System.nanoTime() - before) / 1e6;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

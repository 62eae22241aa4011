package io.jenkins.plugins.autoperf.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo program "allocation", built once; its bad version makes the region "unpack" several times dearer. */
final class Workload {
    private static Path programs;

    private Workload() {}

    /** The shell line that runs that version. */
    static String line(String version) throws Exception {
        return built().resolve("allocation").resolve(version).toString();
    }

    private static synchronized Path built() throws IOException, InterruptedException {
        if (programs == null) {
            Path folder = Files.createTempDirectory("workloads");
            int exit = new ProcessBuilder(
                            "make", "-s", "-C", System.getProperty("autoperf.root") + "/src/test/workloads", "OUT=" + folder,
                            folder + "/allocation/good", folder + "/allocation/bad")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("The demo programs cannot be built.");
            }
            programs = folder;
        }
        return programs;
    }
}

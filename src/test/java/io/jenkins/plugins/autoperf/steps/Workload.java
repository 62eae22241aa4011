package io.jenkins.plugins.autoperf.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo program "allocation", built once; its bad version makes the region "unpack" several times dearer. */
final class Workload {
    /** A project file that leaves out what these tests do not look at. */
    static final String QUICK = "overhead-pairs: 0\\nno-canaries: true\\n";

    private static Path programs;

    private Workload() {}

    /** The shell line that runs that version. */
    static String line(String version) throws Exception {
        return built().resolve("allocation").resolve(version).toString();
    }

    /** A shell line that makes the file {@code started} and runs the good version when there is a file {@code go}. */
    static String waiting(Path folder) throws Exception {
        return held(folder) + "; " + line("good");
    }

    /** A shell line that makes the file {@code started} and ends when there is a file {@code go}. */
    static String held(Path folder) {
        return "touch " + folder.resolve("started") + "; while [ ! -e " + folder.resolve("go") + " ]; do sleep 0.2; done";
    }

    /** A step in a scripted Pipeline, on that node, that measures little. */
    static String pipeline(String node, String... steps) {
        return "node('" + node + "') {\n writeFile file: '.autoperf.yml', text: '" + QUICK + "'\n"
                + String.join("\n", steps) + "\n}";
    }

    static void await(Path file) throws InterruptedException {
        for (int i = 0; i < 600 && !Files.exists(file); i++) {
            Thread.sleep(100);
        }
        if (!Files.exists(file)) {
            throw new AssertionError(file + " never came");
        }
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

package io.jenkins.plugins.autoperf.papi;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Binds a process, all its threads and what it starts from then on, to some processors. Where processors are of several kinds, an
 * event of one kind counts only while the thread is on that kind, so that nothing may wander.
 */
final class CoreBinding {
    private CoreBinding() {}

    /**
     * @param cpus in the notation of {@code taskset -c}
     * @return whether that was possible
     */
    static boolean bind(long process, String cpus) {
        List<String> command = List.of("taskset", "-a", "-c", "-p", cpus, Long.toString(process));
        try {
            Process taskset = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** All processors of those kinds. */
    static String all(Stream<String> cpus) {
        return String.join(",", cpus.toList());
    }
}

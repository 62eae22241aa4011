package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One execution of a workload. What it prints goes to {@code stdout.txt} and {@code stderr.txt}; it reads from nothing.
 *
 * @param started when
 * @param seconds wall time of the whole process
 * @param cpuSeconds CPU time of the process and those that it waited for, in steps of 10 ms; {@code NaN} where it is not known
 * @param exitCode of the process; 128 + signal where a signal ended it
 * @param timedOut whether it was ended because it took too long
 * @param folder where its files are
 */
public record Execution(Instant started, double seconds, double cpuSeconds, int exitCode, boolean timedOut, Path folder) {
    static final String OUTPUT = "stdout.txt";
    static final String ERRORS = "stderr.txt";

    private static final int QUOTED_LINES = 10;
    private static final int QUOTED_BYTES = 8_192;
    private static final Set<ProcessTree> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean shuttingDown;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> {
                    shuttingDown = true;
                    RUNNING.forEach(ProcessTree::end);
                },
                "autoperf-end-workloads"));
    }

    /**
     * Runs the workload to its end.
     *
     * @param environment variables beyond those of the workload
     * @throws AutoPerfException where it cannot be started, or AutoPerf itself is interrupted
     */
    public static Execution run(Workload workload, Map<String, String> environment, Path folder) {
        boolean ownSession = ProgramPath.isOnPath("setsid");
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(commandLine(workload, ownSession))
                .directory(workload.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .redirectError(folder.resolve(ERRORS).toFile());
        builder.environment().putAll(workload.environment());
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.MARK, mark);
        double before = ChildTime.seconds();
        Instant started = Instant.now();
        long start = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw new AutoPerfException(
                    Kind.WORKLOAD, workload.command().get(0) + " cannot be started: " + e.getMessage() + ".", e);
        }
        ProcessTree tree = new ProcessTree(process, ownSession, mark);
        RUNNING.add(tree);
        try {
            boolean timedOut = !waitFor(process, workload.timeout());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (timedOut) {
                tree.end();
            } else {
                tree.endLeftBehind();
            }
            if (shuttingDown) {
                throw interrupted();
            }
            int exitCode = process.waitFor();
            return new Execution(started, seconds, ChildTime.seconds() - before, exitCode, timedOut, folder);
        } catch (InterruptedException e) {
            tree.end();
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            RUNNING.remove(tree);
        }
    }

    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /** What went wrong, with the last lines that the program printed. */
    public String failure() {
        String what;
        if (timedOut) {
            what = "was ended after " + Math.round(seconds) + " s because it ran out of time";
        } else if (exitCode > 128 && exitCode <= 128 + 64) {
            what = "was ended by signal " + (exitCode - 128);
        } else {
            what = "ended with exit code " + exitCode;
        }
        List<String> lines = lastLines(folder.resolve(ERRORS));
        if (lines.isEmpty()) {
            lines = lastLines(folder.resolve(OUTPUT));
        }
        return what + (lines.isEmpty() ? "; it printed nothing." : ". It printed last:\n  " + String.join("\n  ", lines));
    }

    private static List<String> commandLine(Workload workload, boolean ownSession) {
        List<String> line = new ArrayList<>();
        if (ownSession) {
            line.add("setsid");
        }
        if (!workload.cpus().isEmpty()) {
            line.addAll(List.of("taskset", "-c", workload.cpus()));
        }
        line.addAll(workload.command());
        return line;
    }

    private static boolean waitFor(Process process, Duration timeout) throws InterruptedException {
        if (timeout.isZero()) {
            process.waitFor();
            return true;
        }
        return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static AutoPerfException interrupted() {
        return new AutoPerfException(
                Kind.WORKLOAD, "The measurement was interrupted; the program was ended, and the finished runs are kept.");
    }

    private static List<String> lastLines(Path file) {
        try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, text.length() - QUOTED_BYTES);
            byte[] bytes = new byte[(int) (text.length() - start)];
            text.seek(start);
            text.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", " ").stripTrailing())
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}

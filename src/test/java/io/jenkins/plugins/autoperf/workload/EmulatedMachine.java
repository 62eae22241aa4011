package io.jenkins.plugins.autoperf.workload;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * An arm64 machine with a performance monitoring unit, emulated by QEMU under Debian's kernel. Shell commands go in and files come
 * out by its serial line. It is driven by a count of instructions in place of a clock, so that programs repeat to the instruction.
 */
public final class EmulatedMachine implements AutoCloseable {
    /** The system property that names the folder of kernel and initial file system; without it there is no machine. */
    public static final String MADE = "autoperf.emulated";
    public static final String WHERE = "The emulated machine is booted by bin/verify --emulated-pmu only";

    private static final int LIFE_SECONDS = 900;
    private static final String STATUS = "status ";
    private static EmulatedMachine shared;

    private final Process process;
    private final OutputStream line;
    private final BufferedReader answers;

    private EmulatedMachine(Process process) {
        this.process = process;
        line = process.getOutputStream();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What a command printed, on either output. */
    public record Answer(int exitCode, List<String> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }

    /** The machine of one processor that all tests share. */
    public static synchronized EmulatedMachine shared() {
        if (shared == null) {
            shared = boot(1);
        }
        return shared;
    }

    /**
     * One more machine.
     *
     * @param processors with more than one, the emulated unit of each counts what the others execute at the same time, too
     */
    public static EmulatedMachine boot(int processors) {
        String made = System.getProperty(MADE);
        try {
            Process process = new ProcessBuilder(
                            "qemu-system-aarch64", "-machine", "virt,gic-version=3", "-cpu", "neoverse-n1", "-smp", "" + processors,
                            "-m", "512", "-icount", "shift=0,sleep=off", "-nodefaults", "-display", "none", "-serial", "stdio",
                            "-no-reboot", "-kernel", made + "/kernel", "-initrd", made + "/initrd", "-append", "quiet panic=-1")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            CompletableFuture.delayedExecutor(LIFE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            EmulatedMachine machine = new EmulatedMachine(process);
            machine.until("ready");
            return machine;
        } catch (IOException e) {
            throw new AssertionError("QEMU does not start", e);
        }
    }

    public Answer run(String command) {
        send(command);
        List<String> lines = until(STATUS);
        return new Answer(Integer.parseInt(lines.remove(lines.size() - 1).substring(STATUS.length())), lines);
    }

    /** Brings the files of a folder here. */
    public void fetch(String folder, Path into) {
        try {
            for (String name : run("ls -1 " + folder).lines()) {
                String text = String.join("", run("gzip -1 -c " + folder + "/" + name + " | base64").lines());
                byte[] packed = Base64.getDecoder().decode(text);
                try (GZIPInputStream file = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                    Files.copy(file, into.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public void send(String text) {
        try {
            line.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            line.flush();
        } catch (IOException e) {
            throw new AssertionError("The emulated machine is gone", e);
        }
    }

    /** The next line that the machine prints. */
    public String receive() {
        try {
            String text = answers.readLine();
            if (text == null) {
                throw new AssertionError("The emulated machine stopped, or was stopped after " + LIFE_SECONDS + " s");
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError("The emulated machine is gone", e);
        }
    }

    /** All lines up to one that begins so. */
    private List<String> until(String beginning) {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(receive());
        } while (!lines.get(lines.size() - 1).startsWith(beginning));
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

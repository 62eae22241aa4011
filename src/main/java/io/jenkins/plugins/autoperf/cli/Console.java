package io.jenkins.plugins.autoperf.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Where a command prints: results to {@link #out}, everything else to {@link #err}.
 *
 * @param colour whether results go to a terminal that shows colours
 * @param live whether {@link #err} is a terminal, where a progress bar may move
 */
record Console(PrintWriter out, PrintWriter err, boolean colour, boolean live) {
    /** The process's own streams; {@code bin/autoperf} tells whether they are terminals. */
    static Console system() {
        boolean colour = Boolean.getBoolean("autoperf.terminal.out") && System.getenv("NO_COLOR") == null;
        return new Console(
                Main.writer(new FileOutputStream(FileDescriptor.out)),
                Main.writer(new FileOutputStream(FileDescriptor.err)),
                colour,
                Boolean.getBoolean("autoperf.terminal.err"));
    }

    /** A line about what goes on, not part of the result. */
    void say(String line) {
        err.println(line);
    }

    /**
     * Runs something long and shows how far it is: a bar on a terminal, else a line at most every ten seconds.
     *
     * @param total number of steps
     */
    <T> T progress(String task, long total, Function<Step, T> work) {
        if (!live) {
            return work.apply(new Lines(task));
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build()) {
            return work.apply((done, of, text) -> bar.maxHint(of).stepTo(done).setExtraMessage(text));
        }
    }

    /** One step of a long task. */
    @FunctionalInterface
    interface Step {
        void reached(long done, long total, String text);
    }

    private final class Lines implements Step {
        private static final Duration PAUSE = Duration.ofSeconds(10);
        private final String task;
        private long last = System.nanoTime();

        private Lines(String task) {
            this.task = task;
        }

        @Override
        public void reached(long done, long total, String text) {
            long now = System.nanoTime();
            if (now - last >= PAUSE.toNanos()) {
                last = now;
                say(task + ": " + done + " of " + total + (text.isEmpty() ? "" : ", " + text));
            }
        }
    }
}

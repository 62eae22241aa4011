package io.jenkins.plugins.autoperf.workload;

import java.util.function.Consumer;

/** Counts executions and tells of them. */
final class ProgressCount {
    private final int total;
    private final Consumer<Progress> listener;
    private int done;

    ProgressCount(int total, Consumer<Progress> listener) {
        this.total = total;
        this.listener = listener;
    }

    void begin(String text) {
        listener.accept(new Progress(done, total, text));
    }

    void end(String text) {
        done = Math.min(done + 1, total);
        listener.accept(new Progress(done, total, text));
    }

    /** Executions that will not be made after all. */
    void skip(int executions) {
        done = Math.min(done + executions, total);
    }
}

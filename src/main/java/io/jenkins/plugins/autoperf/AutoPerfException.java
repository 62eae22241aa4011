package io.jenkins.plugins.autoperf;

/**
 * Something that the user can mend: the message is one clear sentence on what is wrong, and a second one on what to do.
 * Shown without a stack trace.
 */
public final class AutoPerfException extends RuntimeException {
    /** What went wrong, by who can mend it; the number is the exit code of the command line. */
    public enum Kind {
        /** Wrong options, files or folders. */
        USAGE(3),
        /** The measured program did not do what was asked: not found, failed, timed out. */
        WORKLOAD(4),
        /** It ran, and no region of it. */
        NO_REGION(4),
        /** A profile, model or report is damaged, foreign, or does not fit the other one. */
        DATA(5),
        /** The machine does not allow it: no counter, no space, no permission. */
        MACHINE(6);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public AutoPerfException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public AutoPerfException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

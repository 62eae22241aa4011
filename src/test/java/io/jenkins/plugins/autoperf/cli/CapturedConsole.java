package io.jenkins.plugins.autoperf.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A console whose output a test reads. */
final class CapturedConsole {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, false);

    Console console() {
        return console;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}

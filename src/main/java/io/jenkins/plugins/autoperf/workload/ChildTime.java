package io.jenkins.plugins.autoperf.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of this process's children that have ended, with what they had waited for themselves, by the kernel's account. */
final class ChildTime {
    private static final Path ACCOUNT = Path.of("/proc", "self", "stat");
    /** In a second; the kernel shows it so whatever its own clock is. */
    private static final double TICKS = 100;
    /** Columns behind the name, which is in parentheses. */
    private static final int USER = 13;
    private static final int SYSTEM = 14;

    private ChildTime() {}

    /** User and system time, in steps of 10 ms; {@code NaN} where there is no such account. */
    static double seconds() {
        try {
            String text = Files.readString(ACCOUNT, StandardCharsets.ISO_8859_1);
            String[] columns = text.substring(text.lastIndexOf(") ") + 2).split(" ");
            return (Long.parseLong(columns[USER]) + Long.parseLong(columns[SYSTEM])) / TICKS;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}

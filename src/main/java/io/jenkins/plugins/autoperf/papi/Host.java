package io.jenkins.plugins.autoperf.papi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the operating system says about counting.
 *
 * @param system its name and architecture
 * @param linux the region runtime runs there only
 * @param paranoid {@code kernel.perf_event_paranoid}, or {@code null} where there is no such setting
 * @param privileged whether this process may count inside the kernel whatever that setting says
 * @param virtual whether the processor says that a hypervisor runs it
 * @param watchdog whether the NMI watchdog holds a hardware counter
 * @param valgrind whether Valgrind is installed
 */
record Host(String system, boolean linux, Integer paranoid, boolean privileged, boolean virtual, boolean watchdog, boolean valgrind) {
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;

    static Host read() {
        String system = System.getProperty("os.name");
        Path kernel = Path.of("/proc/sys/kernel");
        return new Host(
                system + " " + System.getProperty("os.arch"),
                system.equals("Linux"),
                text(kernel.resolve("perf_event_paranoid")).map(Integer::valueOf).orElse(null),
                privileged(text(Path.of("/proc/self/status")).orElse("")),
                text(Path.of("/proc/cpuinfo")).orElse("").contains(" hypervisor"),
                text(kernel.resolve("nmi_watchdog")).orElse("0").equals("1"),
                Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "valgrind"))));
    }

    static boolean privileged(String status) {
        return status.lines()
                .filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(effective -> (effective & (1L << CAP_SYS_ADMIN | 1L << CAP_PERFMON)) != 0);
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package io.jenkins.plugins.autoperf.papi;

import io.jenkins.plugins.autoperf.counter.Availability;
import io.jenkins.plugins.autoperf.counter.Availability.CoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param confined whether a container or a filter of system calls surrounds this process
 * @param coreKinds as in {@link Availability.Facts}
 */
record Host(
        String system,
        boolean linux,
        Integer paranoid,
        boolean privileged,
        boolean virtual,
        boolean watchdog,
        boolean valgrind,
        boolean confined,
        List<CoreKind> coreKinds) {
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
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "valgrind"))),
                filtered(text(Path.of("/proc/self/status")).orElse(""))
                        || Files.exists(Path.of("/.dockerenv"))
                        || Files.exists(Path.of("/run/.containerenv")),
                coreKinds(Path.of("/sys/bus/event_source/devices")));
    }

    /** Whether a filter of system calls is active. */
    static boolean filtered(String status) {
        return status.lines().anyMatch(line -> line.matches("Seccomp:\\s*2"));
    }

    /**
     * Kinds of cores by the units that count for some of the processors only: {@code cpu_core} and {@code cpu_atom} on x86, one
     * {@code armv8_...} each on Arm.
     *
     * @param devices the kernel's event sources
     */
    static List<CoreKind> coreKinds(Path devices) {
        List<CoreKind> kinds = new ArrayList<>();
        try (Stream<Path> units = Files.list(devices)) {
            units.filter(unit -> unit.getFileName().toString().matches("cpu_core|cpu_atom|armv[89]_.*"))
                    .forEach(unit -> text(unit.resolve("cpus"))
                            .filter(cpus -> cpus.matches("[0-9,-]+"))
                            .ifPresent(cpus -> kinds.add(new CoreKind(unit.getFileName().toString(), cpus))));
        } catch (IOException e) {
            return List.of();
        }
        // "cpu_core" comes last of both by its name and is the faster; on Arm no name tells.
        kinds.sort(Comparator.comparing(CoreKind::pmu).reversed());
        return kinds.size() > 1 ? List.copyOf(kinds) : List.of();
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

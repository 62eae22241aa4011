package io.jenkins.plugins.autoperf.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes this machine from what Linux tells in {@code /proc} and {@code /sys}. */
public final class MachineReader {
    private static final String UNKNOWN = "unknown";

    private final Path root;

    MachineReader(Path root) {
        this.root = root;
    }

    public static Machine read() {
        return new MachineReader(Path.of("/")).machine();
    }

    Machine machine() {
        Map<String, String> cpu = firstProcessor();
        return new Machine(
                model(cpu),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                hypervisor(cpu),
                firstLine("proc/sys/kernel/osrelease", System.getProperty("os.version")),
                firstLine("proc/sys/kernel/hostname", UNKNOWN),
                memory());
    }

    /** Arm has no "model name": implementer and part stand for it, as numbers of Arm's own list. */
    private static String model(Map<String, String> cpu) {
        if (cpu.containsKey("model name")) {
            return cpu.get("model name");
        }
        if (cpu.containsKey("CPU implementer")) {
            return "CPU implementer " + cpu.get("CPU implementer") + " part " + cpu.getOrDefault("CPU part", UNKNOWN);
        }
        return UNKNOWN;
    }

    private String hypervisor(Map<String, String> cpu) {
        String type = firstLine("sys/hypervisor/type", "");
        boolean virtual = !type.isEmpty() || (" " + cpu.getOrDefault("flags", "") + " ").contains(" hypervisor ");
        if (!virtual) {
            return "";
        }
        return type.isEmpty() ? firstLine("sys/class/dmi/id/sys_vendor", "a hypervisor") : type;
    }

    private long memory() {
        for (String line : lines("proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                String digits = line.replaceAll("\\D", "");
                return digits.isEmpty() ? 0 : Long.parseLong(digits) * 1024;
            }
        }
        return 0;
    }

    private Map<String, String> firstProcessor() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines("proc/cpuinfo")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private String firstLine(String file, String otherwise) {
        for (String line : lines(file)) {
            if (!line.isBlank()) {
                return line.strip();
            }
        }
        return otherwise;
    }

    private List<String> lines(String file) {
        try {
            return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

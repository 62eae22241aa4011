package io.jenkins.plugins.autoperf.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aVirtualMachineNamesItsHypervisor() throws IOException {
        file("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu hypervisor sse\n\n");
        file("proc/meminfo", "MemTotal:       2048 kB\n");
        file("proc/sys/kernel/hostname", "agent-1\n");
        file("sys/class/dmi/id/sys_vendor", "QEMU\n");
        Machine machine = new MachineReader(root).machine();
        assertThat(machine.cpu()).isEqualTo("AMD EPYC");
        assertThat(machine.hypervisor()).isEqualTo("QEMU");
        assertThat(machine.host()).isEqualTo("agent-1");
        assertThat(machine.memoryBytes()).isEqualTo(2 << 20);
    }

    @Test
    void anArmIsNamedByImplementerAndPart() throws IOException {
        file("proc/cpuinfo", "processor : 0\nCPU implementer : 0x41\nCPU part : 0xd0c\n");
        Machine machine = new MachineReader(root).machine();
        assertThat(machine.cpu()).isEqualTo("CPU implementer 0x41 part 0xd0c");
        assertThat(machine.hypervisor()).isEmpty();
    }

    @Test
    void nothingIsThrownWhereNothingCanBeRead() {
        assertThat(new MachineReader(root).machine().cpu()).isEqualTo("unknown");
    }
}

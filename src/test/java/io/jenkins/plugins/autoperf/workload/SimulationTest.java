package io.jenkins.plugins.autoperf.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.profile.Machine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final Machine HOST = new Machine("A CPU", 8, "amd64", "KVM", "6.1", "here", 1L << 30);

    @Test
    void everyHostSimulatesTheSameMachine() {
        Machine other = new Machine("Another CPU", 2, "amd64", "", "5.4", "there", 1L << 33);
        assertThat(Simulation.DEFAULT.machine(HOST).fingerprint())
                .isEqualTo(Simulation.DEFAULT.machine(other).fingerprint());
    }

    @Test
    void otherCachesAreAnotherMachine() {
        Simulation small = new Simulation("32768,8,64", "16384,8,64", "33554432,16,64", 16);
        assertThat(small.machine(HOST).fingerprint()).isNotEqualTo(Simulation.DEFAULT.machine(HOST).fingerprint());
    }

    @Test
    void theCommandFollowsTheOptionsAndAPercentSignOfTheFolderIsKept() {
        assertThat(Simulation.DEFAULT.command(List.of("./bench", "--size"), Path.of("/tmp/100%")))
                .startsWith("valgrind", "--command-line-only=yes", "--tool=callgrind")
                .contains("--D1=32768,8,64", "--log-file=/tmp/100%%/%p.callgrind")
                .endsWith("./bench", "--size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32768", "32768,8", "32768,8,64,1", "32768,8,48", "32768,8,8", "30000,8,64", "-1,8,64",
        "32768,0,64", "32768,8,64 --tool=none", "9999999999,16,64"})
    void aCacheThatCannotBeSimulatedIsRefused(String cache) {
        assertThatThrownBy(() -> new Simulation("32768,8,64", cache, "33554432,16,64", 16))
                .isInstanceOf(AutoPerfException.class)
                .hasMessageContaining("--D1");
    }
}

package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The global defaults in YAML. */
@WithJenkins
class ConfigurationAsCodeTest {
    @TempDir
    Path folder;

    @Test
    void theDefaultsAreTakenFromTheGuidesYamlAndExportedAgainAndBadOnesRefusedByName(JenkinsRule jenkins) throws Exception {
        String yaml = DocsTest.blocks("yaml").findFirst().orElseThrow();

        configure(yaml);

        assertThat(AutoPerfConfiguration.get().complete(new AutoPerfStep("./bench")))
                .isEqualTo(new Settings(
                        "", "", "", "./bench", "software", 20, 2, "5m", null, 0.005, 0.03, 0, "previousSuccessful", 10, true,
                        Gate.FAILURE, Gate.UNSTABLE));
        assertThat(new AutoPerfConfiguration().getRuns()).as("after a restart").isEqualTo(20);
        String inOrderOfNames = """
                  autoperf:
                    confirm: true
                    counters: "software"
                    falseAlarmRate: "0.005"
                    history: 10
                    minimumEffect: "0.03"
                    onInconclusive: UNSTABLE
                    onRegression: FAILURE
                    runs: 20
                    timeout: "5m"
                    warmUp: 2
                """;
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains(inOrderOfNames);

        assertThatThrownBy(() -> configure("unclassified:\n  autoperf:\n    runs: 0\n"))
                .rootCause()
                .hasMessage("runs is 0; it must lie between 1 and 10000.");
    }

    private void configure(String yaml) throws Exception {
        ConfigurationAsCode.get().configure(Files.writeString(folder.resolve("jenkins.yaml"), yaml).toString());
    }
}

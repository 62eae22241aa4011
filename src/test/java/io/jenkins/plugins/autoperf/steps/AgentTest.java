package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.slaves.DumbSlave;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What goes to an agent, and what an agent must be. */
@WithJenkins
class AgentTest {
    @Test
    void theToolIsCopiedOnceMendedAndItsOldVersionsGoInTheEnd(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        FilePath cache = agent.getRootPath().child("caches/autoperf");
        FilePath old = cache.child("0123456789abcdef");
        old.mkdirs();
        Files.setLastModifiedTime(Path.of(old.getRemote()), FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        FilePath recent = cache.child("fedcba9876543210");
        recent.mkdirs();

        FilePath tool = Tool.install(agent.getRootPath());

        assertThat(tool.list("*.jar")).extracting(FilePath::getName).contains("autoperf.jar");
        assertThat(tool.child(Tool.SCRIPT).exists()).isTrue();
        assertThat(old.exists()).isFalse();
        assertThat(recent.exists()).isTrue();

        FilePath jar = tool.list("picocli*.jar")[0];
        long copied = jar.lastModified();
        assertThat(Tool.install(agent.getRootPath())).isEqualTo(tool);
        assertThat(jar.lastModified()).isEqualTo(copied);

        jar.delete();
        Tool.install(agent.getRootPath());
        assertThat(jar.exists()).isTrue();
        assertThat(cache.list()).extracting(FilePath::getName).containsExactlyInAnyOrder(tool.getName(), recent.getName());
    }

    @Test
    void anotherSystemOrProcessorIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new Agent("Windows 11", "amd64", "java", "x").check())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("Linux agents only")
                .hasMessageContaining("Windows 11");
        assertThatThrownBy(() -> new Agent("Mac OS X", "aarch64", "java", "x").check()).hasMessageContaining("Mac OS X");
        assertThatThrownBy(() -> new Agent("Linux", "riscv64", "java", "x").check()).hasMessageContaining("riscv64");
    }

    @Test
    void anAgentOfJava25Measures(JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        Optional<Path> java = java("25");
        assumeTrue(java.isPresent(), "There is no Java 25 under /usr/lib/jvm");
        String remoting = new File(jenkins.jenkins.servletContext.getRealPath("/WEB-INF/lib"))
                .listFiles((dir, name) -> name.startsWith("remoting-"))[0]
                .getPath();
        DumbSlave agent = new DumbSlave("java25", folder.toString(), new SimpleCommandLauncher(java.get() + " -jar " + remoting));
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        AutoPerfStep step = new AutoPerfStep(Workload.line("good"));
        step.setRuns(1);
        step.setWarmUp(0);
        job.getBuildersList().add(new AutoPerfBuilder(step));

        jenkins.assertLogNotContains("WARNING", jenkins.buildAndAssertSuccess(job));
    }

    private static Optional<Path> java(String release) throws Exception {
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> javas = all.filter(p -> p.getFileName().toString().contains("-" + release + "-"))
                    .map(p -> p.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .toList();
            return javas.stream().findFirst();
        }
    }
}

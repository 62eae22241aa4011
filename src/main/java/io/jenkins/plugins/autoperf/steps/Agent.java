package io.jenkins.plugins.autoperf.steps;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.autoperf.profile.MachineReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Set;
import jenkins.security.MasterToSlaveCallable;

/**
 * What must be known of an agent before anything is copied to it.
 *
 * @param java its own Java program
 * @param fingerprint of its kind of machine
 */
record Agent(String system, String architecture, String java, String fingerprint) implements Serializable {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64", "arm64");

    /** @throws AbortException with one sentence where programs cannot be measured there */
    static Agent of(FilePath workspace) throws IOException, InterruptedException {
        Agent agent = workspace.act(new Look());
        agent.check();
        return agent;
    }

    void check() throws AbortException {
        if (!system.equals("Linux")) {
            throw new AbortException(Messages.Agent_NotLinux(system));
        }
        if (!ARCHITECTURES.contains(architecture)) {
            throw new AbortException(Messages.Agent_NoRuntime(architecture));
        }
    }

    private static final class Look extends MasterToSlaveCallable<Agent, IOException> {
        private static final long serialVersionUID = 1;

        @Override
        public Agent call() {
            return new Agent(
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    MachineReader.read().fingerprint());
        }
    }
}

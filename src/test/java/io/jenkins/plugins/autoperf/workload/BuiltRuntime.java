package io.jenkins.plugins.autoperf.workload;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The region runtime of this build, for tests that run real programs under it. */
public final class BuiltRuntime {
    private static final String FOLDER = "io/jenkins/plugins/autoperf/native/linux-x86_64";

    private BuiltRuntime() {}

    /** Skips the test where there is none. */
    public static NativeRuntime find(Path cache) {
        boolean built = BuiltRuntime.class.getClassLoader().getResource(FOLDER + "/libautoperf.so") != null;
        assumeTrue(
                built && System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64"),
                "this build has no region runtime");
        return NativeRuntime.find(FOLDER, cache);
    }
}

package io.jenkins.plugins.autoperf.workload;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What measures a program, on disk.
 *
 * @param library {@code libautoperf.so}, to be preloaded
 * @param canary program that measures the speed of the machine
 * @param header {@code autoperf.h}
 * @param syntax program that reads Clang's syntax tree
 */
public record NativeRuntime(Path library, Path canary, Path header, Path syntax) {
    private static final String LIBRARY = "libautoperf.so";
    private static final String CANARY = "autoperf-canary";
    private static final String HEADER = "autoperf.h";
    private static final String SYNTAX = "autoperf-syntax";
    private static final List<String> FILES = List.of(LIBRARY, CANARY, HEADER, SYNTAX);

    /** The files of this build, from the tool's cache. */
    public static NativeRuntime find() {
        return in(NativeFiles.find(FILES));
    }

    /** As {@link #find()}, from that folder of the class path into that cache. */
    static NativeRuntime find(String resources, Path cache) {
        return in(NativeFiles.find(resources, cache, FILES));
    }

    /** Variables under which a workload runs with the region runtime; it writes into that folder. */
    Map<String, String> environment(Workload workload, Path output) {
        Map<String, String> environment = new HashMap<>();
        String preloaded = workload.environment().getOrDefault("LD_PRELOAD", System.getenv("LD_PRELOAD"));
        environment.put("LD_PRELOAD", preloaded == null || preloaded.isBlank() ? library.toString() : library + " " + preloaded);
        environment.put("AUTOPERF_LIBRARY", library.toString());
        environment.put("AUTOPERF_OUTPUT", output.toAbsolutePath().toString());
        return environment;
    }

    private static NativeRuntime in(Path folder) {
        return new NativeRuntime(folder.resolve(LIBRARY), folder.resolve(CANARY), folder.resolve(HEADER), folder.resolve(SYNTAX));
    }
}

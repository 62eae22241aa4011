package io.jenkins.plugins.autoperf.workload;

import java.nio.file.Path;
import java.util.List;

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

    private static NativeRuntime in(Path folder) {
        return new NativeRuntime(folder.resolve(LIBRARY), folder.resolve(CANARY), folder.resolve(HEADER), folder.resolve(SYNTAX));
    }
}

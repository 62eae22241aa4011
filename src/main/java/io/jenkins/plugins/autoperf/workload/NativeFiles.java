package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.AutoPerfException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Native files of this build for this machine's platform, copied once into the tool's cache. */
public final class NativeFiles {
    private NativeFiles() {}

    /** The folder that holds the files of these names, in the tool's cache: {@code $AUTOPERF_CACHE}, else {@code ~/.cache/autoperf}. */
    public static Path find(List<String> names) {
        return find("io/jenkins/plugins/autoperf/native/" + platform(), cache(), names);
    }

    /** Where what can be made again is kept. */
    public static Path cache() {
        String cache = Optional.ofNullable(System.getenv("AUTOPERF_CACHE")).orElse("");
        return cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache", "autoperf") : Path.of(cache);
    }

    /** As {@link #find(List)}, from that folder of the class path into that cache. */
    static Path find(String resources, Path cache, List<String> names) {
        Path absolute = cache.toAbsolutePath();
        if (absolute.toString().matches(".*[\\s:].*")) {
            // LD_PRELOAD is split at both.
            throw new AutoPerfException(
                    Kind.MACHINE,
                    "The cache " + absolute + " has a space or colon in its path, so that nothing can be preloaded from it."
                            + " Set AUTOPERF_CACHE to another folder.");
        }
        try {
            return copy(contents(resources, names), absolute);
        } catch (IOException e) {
            throw new AutoPerfException(
                    Kind.MACHINE,
                    "The cache " + absolute + " cannot be written: " + e.getMessage()
                            + ". Set AUTOPERF_CACHE to a folder that you may write to.",
                    e);
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux")) {
            throw new AutoPerfException(
                    Kind.MACHINE, "Programs can be measured on Linux only, and this is " + system + ". Use a Linux agent.");
        }
        return switch (machine) {
            case "amd64", "x86_64" -> "linux-x86_64";
            case "aarch64", "arm64" -> "linux-arm64";
            default -> throw new AutoPerfException(
                    Kind.MACHINE,
                    "There is no region runtime for " + machine + ". Use a machine with an x86-64 or 64-bit Arm processor.");
        };
    }

    private static Map<String, byte[]> contents(String resources, List<String> names) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String name : names) {
            try (InputStream in = NativeFiles.class.getClassLoader().getResourceAsStream(resources + "/" + name)) {
                if (in == null) {
                    throw new AutoPerfException(
                            Kind.MACHINE,
                            "This build of AutoPerf has no region runtime: " + resources + "/" + name
                                    + " is missing. Build it on Linux with gcc and make.");
                }
                contents.put(name, in.readAllBytes());
            }
        }
        return contents;
    }

    private static Path copy(Map<String, byte[]> contents, Path cache) throws IOException {
        Path folder = cache.resolve("native-" + hash(contents));
        if (!isWhole(folder, contents)) {
            Files.createDirectories(cache);
            Path beside = Files.createTempDirectory(
                    cache, "new-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                Path path = Files.write(beside.resolve(file.getKey()), file.getValue());
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            // Whoever comes second finds the same files there; a damaged folder is mended file by file.
            for (String name : contents.keySet()) {
                Files.createDirectories(folder);
                Files.move(beside.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(beside);
        }
        return folder;
    }

    private static boolean isWhole(Path folder, Map<String, byte[]> contents) throws IOException {
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isExecutable(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

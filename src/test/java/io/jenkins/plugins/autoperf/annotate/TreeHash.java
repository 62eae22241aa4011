package io.jenkins.plugins.autoperf.annotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that a tool could change below a folder: names, contents, permissions and times of all files and folders. */
public final class TreeHash {
    private TreeHash() {}

    public static Map<String, String> of(Path folder) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                files.put(folder.relativize(file).toString(), describe(file));
            }
        }
        return files;
    }

    private static String describe(Path file) throws Exception {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String content = attributes.isRegularFile() ? sha(file) : "";
        return attributes.permissions() + " " + attributes.lastModifiedTime() + " " + content;
    }

    private static String sha(Path file) throws Exception {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            return "unreadable";
        }
    }
}

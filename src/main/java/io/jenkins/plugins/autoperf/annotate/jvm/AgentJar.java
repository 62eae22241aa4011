package io.jenkins.plugins.autoperf.annotate.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars of a few of our own classes, for places where the others must not be seen. */
final class AgentJar {
    private static final int MAJOR_VERSION = 7;
    private static final byte JAVA_8 = 52;

    private AgentJar() {}

    /** @param premain class that a JVM enters the jar by, given Java 8's class file version so that older JVMs load it too; or null */
    static void write(Path jar, Class<?> premain, List<Class<?>> classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (premain != null) {
            manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), premain.getName());
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : classes) {
                byte[] bytes = bytes(type);
                if (type == premain) {
                    bytes[MAJOR_VERSION] = JAVA_8;
                }
                out.putNextEntry(new JarEntry(entry(type)));
                out.write(bytes);
                out.closeEntry();
            }
        }
    }

    private static String entry(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + entry(type))) {
            return in.readAllBytes();
        }
    }
}

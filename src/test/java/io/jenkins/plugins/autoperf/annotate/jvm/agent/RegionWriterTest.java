package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class RegionWriterTest {
    private static final int MOST_CLASSES = 1_500;

    static Stream<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*/(picocli|jackson-databind|org.eclipse.jgit|smile-core|assertj-core|snakeyaml|jfreechart)-[0-9].*\\.jar"))
                .map(Path::of);
    }

    /** The JVM verifies a class when it is linked, which to ask for its methods does. */
    @ParameterizedTest
    @MethodSource("libraries")
    void everyMethodOfALibraryWithARegionIsValidBytecode(Path jar) throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        int methods = 0;
        try (JarFile file = new JarFile(jar.toFile())) {
            Annotating loader = new Annotating();
            List<String> names = file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("-info") && !name.startsWith("META-INF"))
                    .limit(MOST_CLASSES)
                    .toList();
            for (String name : names) {
                String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
                try {
                    Class.forName(type, false, loader).getDeclaredMethods();
                } catch (VerifyError | ClassFormatError e) {
                    wrong.put(type, e.toString());
                } catch (LinkageError e) {
                    // It needs an optional library that is not here.
                }
            }
            methods = loader.methods;
        }
        assertThat(wrong).isEmpty();
        assertThat(methods).isGreaterThan(100);
    }

    @Test
    void aClassFileOfAJavaThatIsNotKnownYetIsRefused() throws Exception {
        byte[] bytes;
        try (InputStream in = RegionWriterTest.class.getResourceAsStream("RegionWriterTest.class")) {
            bytes = in.readAllBytes();
        }
        bytes[7] = 99;
        assertThatThrownBy(() -> ClassCode.read(bytes)).hasMessageContaining("Unsupported class file major version 99");
    }

    /** Gives every method that has bytecode a region; its parent is asked for Java's own classes only. */
    private static final class Annotating extends ClassLoader {
        private int methods;

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                if (name.startsWith("java.") || name.startsWith("io.jenkins.") || name.startsWith("javax.")) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (in == null) {
                        return super.loadClass(name, resolve);
                    }
                    byte[] bytes = annotated(in.readAllBytes());
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (java.io.IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }

        private byte[] annotated(byte[] bytes) {
            ClassCode type = ClassCode.read(bytes);
            Map<String, Integer> numbers = new HashMap<>();
            for (MethodCode method : type.methods()) {
                if (!method.is(Opcodes.ACC_ABSTRACT) && !method.is(Opcodes.ACC_NATIVE) && method.keepsThis()) {
                    numbers.put(method.key(), methods++);
                }
            }
            return type.version() < Opcodes.V1_6 ? bytes : RegionWriter.write(bytes, numbers);
        }
    }
}

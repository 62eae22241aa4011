package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PremainTest {
    @TempDir
    Path folder;

    /** Its class file is given out as one of Java 8, so its source has to be that too, and must need nothing newer at run time. */
    @Test
    void theEntryIsAProgramOfJava8() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeThat(compiler).as("a JDK").isNotNull();
        Path source = Path.of(System.getProperty("autoperf.root"), "src/main/java", Premain.class.getName().replace('.', '/') + ".java");
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("--release", "8", "-d", folder.toString(), "-proc:none");
            assertThat(compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source)).call())
                    .as(messages.toString())
                    .isTrue();
        }
        assertThat(Premain.class.getDeclaredClasses()).isEmpty();
        try (var in = Premain.class.getResourceAsStream("Premain.class")) {
            String constants = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(constants).doesNotContain("StringConcatFactory", "LambdaMetafactory");
        }
        assertThat(Files.walk(folder)).anyMatch(file -> file.endsWith("Premain.class"));
    }
}

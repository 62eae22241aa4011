package io.jenkins.plugins.autoperf.steps;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The jars of the command line as this controller has them: the plugin's own and the few that core and API plugins bring.
 * Each is found by a file in it, so that no class of theirs is loaded here.
 *
 * @param jars by file name
 * @param version changes with every byte of any jar
 */
record ToolJars(Map<String, Path> jars, String version) {
    private static final List<String> WITNESSES = List.of(
            "io/jenkins/plugins/autoperf/cli/Main.class",
            "com/googlecode/javaewah/EWAHCompressedBitmap.class",
            "com/fasterxml/jackson/annotation/JsonProperty.class",
            "com/fasterxml/jackson/core/JsonFactory.class",
            "com/fasterxml/jackson/databind/ObjectMapper.class",
            "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class",
            "me/tongfei/progressbar/ProgressBar.class",
            "org/apache/batik/constants/XMLConstants.class",
            "org/apache/batik/ext/awt/g2d/AbstractGraphics2D.class",
            "org/apache/batik/i18n/Localizable.class",
            "org/apache/batik/svggen/SVGGraphics2D.class",
            "org/apache/batik/util/SVGConstants.class",
            "org/apache/commons/codec/binary/Base64.class",
            "org/apache/commons/csv/CSVFormat.class",
            "org/apache/commons/io/IOUtils.class",
            "org/apache/xmlgraphics/java2d/color/ColorSpaces.class",
            "org/bytedeco/javacpp/Loader.class",
            "org/eclipse/jgit/lib/Repository.class",
            "org/jfree/chart/JFreeChart.class",
            "org/jfree/ui/Layer.class",
            "org/jline/terminal/Terminal.class",
            "org/objectweb/asm/ClassReader.class",
            "org/slf4j/Logger.class",
            "org/yaml/snakeyaml/Yaml.class",
            "picocli/CommandLine.class",
            "smile/clustering/KMeans.class",
            "smile/data/DataFrame.class",
            "smile/graph/Graph.class",
            "smile/math/MathEx.class");

    private static ToolJars found;

    static synchronized ToolJars find() throws IOException {
        if (found == null) {
            Map<String, Path> jars = new LinkedHashMap<>();
            for (String witness : WITNESSES) {
                Path jar = jar(witness);
                jars.put(jar.getFileName().toString(), jar);
            }
            found = new ToolJars(Map.copyOf(jars), version(jars));
        }
        return found;
    }

    private static Path jar(String witness) throws IOException {
        URL url = ToolJars.class.getClassLoader().getResource(witness);
        if (url == null) {
            throw new IOException("No jar of this controller holds " + witness + ": the plugin is not installed whole.");
        }
        try {
            if (url.openConnection() instanceof JarURLConnection inJar) {
                return Path.of(inJar.getJarFileURL().toURI());
            }
            // Under development the plugin runs from a folder of classes.
            String folder = url.toString();
            return pack(Path.of(new URI(folder.substring(0, folder.length() - witness.length()))));
        } catch (URISyntaxException e) {
            throw new IOException("Cannot read the plugin's files at " + url, e);
        }
    }

    private static Path pack(Path classes) throws IOException {
        Path jar = Files.createTempDirectory("autoperf").resolve("autoperf.jar");
        jar.toFile().deleteOnExit();
        jar.getParent().toFile().deleteOnExit();
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                JarEntry entry = new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String version(Map<String, Path> jars) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
                    InputStream script = Tool.script()) {
                script.transferTo(out);
                for (Path jar : jars.values()) {
                    Files.copy(jar, out);
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.annotate.LineRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The Java sources among the changed files. */
final class ChangedSources {
    private static final Pattern OTHER_LANGUAGE = Pattern.compile(".*\\.(kt|kts|scala|groovy|clj)");

    private final Map<String, List<ChangedSource>> sources = new HashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Map<String, String> leftOut = new HashMap<>();

    private ChangedSources() {}

    /**
     * @param changes as {@code Changes} writes it: path, tab, ranges
     * @throws IOException where that cannot be read
     */
    static ChangedSources read(Path changes) throws IOException {
        ChangedSources all = new ChangedSources();
        for (String line : Files.readAllLines(changes, StandardCharsets.UTF_8)) {
            int tab = line.lastIndexOf('\t');
            String file = line.substring(0, Math.max(0, tab));
            if (file.endsWith(".java")) {
                all.add(Path.of(file), ranges(line.substring(tab + 1)));
            } else if (OTHER_LANGUAGE.matcher(file).matches()) {
                all.leftOut.put(file, "of the languages of the JVM only Java is annotated");
            }
        }
        return all;
    }

    private void add(Path file, List<LineRange> ranges) {
        String text;
        try {
            // In any encoding the braces are the same bytes.
            text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").replace('\r', '\n');
        } catch (IOException e) {
            leftOut.put(file.toString(), "the source cannot be read: " + e.getMessage());
            return;
        }
        ChangedSource source = new ChangedSource(file, JavaText.folder(text), ranges, JavaText.blocks(text));
        sources.computeIfAbsent(source.key(), key -> new ArrayList<>()).add(source);
        folders.add(source.folder());
    }

    private static List<LineRange> ranges(String text) {
        return Arrays.stream(text.split(",")).map(ChangedSources::range).toList();
    }

    private static LineRange range(String text) {
        String[] ends = text.split("[-^]");
        return new LineRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]), text.indexOf('^') >= 0);
    }

    /** Files that are told and not looked at, with the reason. */
    Map<String, String> leftOut() {
        return leftOut;
    }

    /** Whether a class of that name, with slashes, may come from one of the sources. */
    boolean mayHold(String className) {
        return folders.contains(folderOf(className));
    }

    static String folderOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('/')));
    }

    /** The sources that a class may come from; several where files of different folders have one package and name. */
    List<ChangedSource> of(ClassCode type) {
        String name = type.source();
        if (name.isEmpty()) {
            String host = type.host();
            name = host.substring(host.lastIndexOf('/') + 1) + ".java";
        }
        return sources.getOrDefault(ChangedSource.key(folderOf(type.name()), name), List.of());
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Methods that are wanted by their names, as another version of the program has them. */
final class WantedMethods {
    private final Map<String, List<RegionName>> byClass = new HashMap<>();

    private WantedMethods() {}

    /**
     * @param file a line a method: name, tab, signature
     * @throws IOException where it cannot be read
     */
    static WantedMethods read(Path file) throws IOException {
        WantedMethods all = new WantedMethods();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                RegionName name = new RegionName(line.substring(0, tab), line.substring(tab + 1));
                all.byClass.computeIfAbsent(name.type(), type -> new ArrayList<>()).add(name);
            }
        }
        return all;
    }

    boolean mayHold(String className) {
        return byClass.containsKey(className.replace('/', '.'));
    }

    /**
     * The methods of a class that are wanted, and the regions that they are: those of the same signature; and where there are none,
     * and nothing is left to choose, that of the same name with other parameters.
     */
    Map<MethodCode, String> of(ClassCode type) {
        Map<String, MethodCode> bySignature = new LinkedHashMap<>();
        Map<String, List<MethodCode>> byName = new TreeMap<>();
        Map<MethodCode, String> found = new LinkedHashMap<>();
        for (MethodCode method : type.methods()) {
            if (Rules.isWritten(method)) {
                RegionName name = RegionName.of(type, method);
                bySignature.put(name.signature(), method);
                byName.computeIfAbsent(name.name(), key -> new ArrayList<>()).add(method);
            }
        }
        List<RegionName> wanted = byClass.getOrDefault(type.dotted(), List.of());
        for (RegionName name : wanted) {
            if (bySignature.containsKey(name.signature())) {
                found.put(bySignature.get(name.signature()), name.signature());
            }
        }
        for (RegionName name : wanted) {
            List<MethodCode> same = byName.getOrDefault(name.name(), List.of()).stream().filter(method -> !found.containsKey(method)).toList();
            boolean alone = wanted.stream()
                    .filter(other -> other.name().equals(name.name()) && !bySignature.containsKey(other.signature()))
                    .count() == 1;
            if (!bySignature.containsKey(name.signature()) && alone && same.size() == 1) {
                found.put(same.get(0), name.signature());
            }
        }
        return found;
    }
}

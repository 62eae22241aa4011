package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.WeakHashMap;

/** Methods that changed lines touch. */
final class SelectionByChange implements Selection {
    private final ChangedSources sources;
    private final Rules rules;
    private final AgentLog log;
    private final Map<ClassLoader, Map<String, List<ClassCode>>> families = Collections.synchronizedMap(new WeakHashMap<>());

    SelectionByChange(ChangedSources sources, Rules rules, AgentLog log) {
        this.sources = sources;
        this.rules = rules;
        this.log = log;
    }

    @Override
    public boolean mayHold(String className) {
        return sources.mayHold(className);
    }

    @Override
    public Result of(ClassCode type, ClassLoader loader) {
        List<ChangedSource> from = sources.of(type);
        if (from.isEmpty()) {
            return null;
        }
        if (from.size() > 1) {
            log.failed(type.dotted(), "two changed files may be its source: " + from.get(0).file() + " and " + from.get(1).file());
            return null;
        }
        if (type.methods().stream().allMatch(method -> method.lines().isEmpty())) {
            if (type.methods().stream().anyMatch(method -> method.instructions() > 0)) {
                log.failed(type.dotted(), "its class file tells no line numbers; compile it with -g");
            }
            return null;
        }
        List<ClassCode> family = new ArrayList<>(family(type, loader));
        family.removeIf(other -> other.name().equals(type.name()));
        family.add(type);
        TouchedMethods touched = new TouchedMethods(from.get(0), family);
        List<Decision> decisions = new ArrayList<>();
        for (MethodCode method : type.methods()) {
            String why = touched.why(type, method);
            if (why != null && Rules.isWritten(method)) {
                RegionName name = RegionName.of(type, method);
                String reason = rules.reason(type, method, name.signature(), false);
                decisions.add(new Decision(method, name.signature(), name, touched.line(type, method), why, reason));
            }
        }
        boolean nested = !type.name().equals(type.host());
        return nested && decisions.isEmpty()
                ? null
                : new Result(from.get(0).file(), decisions, nested ? List.of() : touched.outside());
    }

    /** All classes of the top-level class that a class is in, as far as their class files are to be had. */
    private List<ClassCode> family(ClassCode type, ClassLoader loader) {
        Map<String, List<ClassCode>> known = families.computeIfAbsent(loader, key -> Collections.synchronizedMap(new LinkedHashMap<>()));
        List<ClassCode> family = known.get(type.host());
        if (family == null) {
            family = readFamily(type, loader);
            known.put(type.host(), family);
        }
        return family;
    }

    private static List<ClassCode> readFamily(ClassCode type, ClassLoader loader) {
        Map<String, ClassCode> family = new LinkedHashMap<>(Map.of(type.name(), type));
        TreeSet<String> next = new TreeSet<>(type.others());
        next.add(type.host());
        while (!next.isEmpty()) {
            String name = next.pollFirst();
            if (!family.containsKey(name)) {
                ClassCode member = read(name, loader);
                family.put(name, member);
                if (member != null) {
                    next.addAll(member.others());
                }
            }
        }
        family.values().removeIf(member -> member == null);
        return List.copyOf(family.values());
    }

    private static ClassCode read(String name, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : ClassCode.read(in.readAllBytes());
        } catch (IOException | RuntimeException e) {
            return null; // what is not known of it cannot be told from the method around it
        }
    }
}

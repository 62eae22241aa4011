package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.papi.NumberedRegions;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;

/** Annotates methods as their classes are loaded. A class whose annotation fails is left as it was. */
final class MethodAnnotator implements ClassFileTransformer {
    private final Selection selection;
    private final AgentLog log;

    MethodAnnotator(Selection selection, AgentLog log) {
        this.selection = selection;
        this.log = log;
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (name == null || loader == null || redefined != null || !selection.mayHold(name)) {
            return null;
        }
        try {
            return annotated(loader, bytes);
        } catch (Throwable e) { // whatever it is, it is not the program's concern
            log.failed(name.replace('/', '.'), e.toString());
            return null;
        }
    }

    private byte[] annotated(ClassLoader loader, byte[] bytes) {
        ClassCode type = ClassCode.read(bytes);
        Selection.Result result = selection.of(type, loader);
        if (result == null) {
            return null;
        }
        Map<String, Integer> numbers = new HashMap<>();
        result.decisions().stream()
                .filter(Decision::annotated)
                .forEach(decision -> numbers.put(decision.code().key(), NumberedRegions.add(decision.region())));
        byte[] written = numbers.isEmpty() ? null : RegionWriter.write(bytes, numbers);
        log.type(type, result.file(), result.decisions(), result.outside());
        return written;
    }
}

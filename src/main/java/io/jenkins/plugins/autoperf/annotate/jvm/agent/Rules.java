package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.Set;
import org.objectweb.asm.Opcodes;

/** Which methods are not annotated, and why. */
final class Rules {
    /** Older class files have no stack maps, and the older way to verify them. */
    private static final int OLDEST_CLASS_FILE = Opcodes.V1_6;

    private final Set<String> excluded;

    /** @param excluded regions that the caller does not want */
    Rules(Set<String> excluded) {
        this.excluded = excluded;
    }

    /** Whether a programmer wrote it as a method or lambda. */
    static boolean isWritten(MethodCode method) {
        return method.isLambda() || !method.is(Opcodes.ACC_SYNTHETIC) && !method.is(Opcodes.ACC_BRIDGE);
    }

    /** The reason, or empty. */
    String reason(ClassCode type, MethodCode method, String region, boolean shortToo) {
        if (excluded.contains(region)) {
            return "excluded";
        }
        if (method.is(Opcodes.ACC_NATIVE) || method.is(Opcodes.ACC_ABSTRACT)) {
            return "it has no bytecode";
        }
        if (method.isStaticInitialiser()) {
            return "a static initialiser: it runs once";
        }
        if (method.isMain()) {
            return "main: the whole program";
        }
        if (type.version() < OLDEST_CLASS_FILE) {
            return "its class was compiled for a Java before 6";
        }
        if (!shortToo && method.isShort()) {
            return "no call and no loop: too short to be measured";
        }
        if (method.is(Opcodes.ACC_SYNCHRONIZED) && !method.is(Opcodes.ACC_STATIC) && !method.keepsThis()) {
            return "synchronized, and its bytecode loses track of this";
        }
        return "";
    }
}

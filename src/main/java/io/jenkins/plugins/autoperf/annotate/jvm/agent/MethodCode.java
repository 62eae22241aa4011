package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says of a method.
 *
 * @param access its modifiers
 * @param descriptor types of parameters and result
 * @param lines of the source that its code comes from, in the order of the code, each once
 * @param instructions number
 * @param callsOrLoops whether it calls, waits for a lock, makes an array or jumps back
 * @param keepsThis whether {@code this} stays what it is in the code
 */
record MethodCode(
        int access, String name, String descriptor, List<Integer> lines, int instructions, boolean callsOrLoops, boolean keepsThis) {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+?)(?:\\$[0-9a-f]+)?\\$([0-9]+)");

    /** Fewer instructions without a call or loop last some nanoseconds. */
    private static final int SHORT = 100;

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    /** Name and descriptor, by which a class tells its methods apart. */
    String key() {
        return name + descriptor;
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    boolean isStaticInitialiser() {
        return name.equals("<clinit>");
    }

    boolean isMain() {
        return name.equals("main") && is(Opcodes.ACC_STATIC) && descriptor.equals("([Ljava/lang/String;)V");
    }

    /** Whether it is the body of a lambda, as javac names them. */
    boolean isLambda() {
        return is(Opcodes.ACC_SYNTHETIC) && LAMBDA.matcher(name).matches();
    }

    /** Name of the method that the lambda stands in. */
    String enclosing() {
        Matcher matcher = LAMBDA.matcher(name);
        if (!matcher.matches()) {
            return name;
        }
        return switch (matcher.group(1)) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> matcher.group(1);
        };
    }

    /** The number that javac gave the lambda. */
    int lambda() {
        Matcher matcher = LAMBDA.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    }

    boolean isShort() {
        return !callsOrLoops && instructions < SHORT;
    }

    boolean hasLine(int line) {
        return lines.contains(line);
    }

    int firstLine() {
        return lines.stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    int lastLine() {
        return lines.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * What a method is called in profiles: {@code com.example.Parser$Token.read}, with the types of its parameters in the signature, which
 * is the region's name. A constructor is {@code <init>}, and a lambda {@code com.example.Parser.parse.{lambda#1}}, counted within the
 * methods of the name in the order of the source.
 *
 * @param name class and method
 * @param signature the same with the erased types of the parameters
 */
record RegionName(String name, String signature) {
    static RegionName of(ClassCode type, MethodCode method) {
        String own = method.isLambda() ? method.enclosing() + ".{lambda#" + place(type.methods(), method) + "}" : method.name();
        String name = type.dotted() + "." + own;
        String parameters = Arrays.stream(Type.getArgumentTypes(method.descriptor()))
                .map(Type::getClassName)
                .collect(Collectors.joining(", "));
        return new RegionName(name, name + "(" + parameters + ")");
    }

    /** The class, with dots. */
    String type() {
        String method = name.contains(".{lambda#") ? name.substring(0, name.lastIndexOf(".{lambda#")) : name;
        return method.substring(0, Math.max(0, method.lastIndexOf('.')));
    }

    private static int place(List<MethodCode> methods, MethodCode lambda) {
        List<MethodCode> order = methods.stream()
                .filter(method -> method.isLambda() && method.enclosing().equals(lambda.enclosing()))
                .sorted(Comparator.comparingInt(MethodCode::firstLine).thenComparingInt(MethodCode::lambda))
                .toList();
        return order.indexOf(lambda) + 1;
    }
}

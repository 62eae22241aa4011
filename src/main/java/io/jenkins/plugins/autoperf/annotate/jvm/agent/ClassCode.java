package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says of its source.
 *
 * @param name of the class, with slashes
 * @param source name of the file it was compiled from, without folders; empty where it is not told
 * @param version major version of the class file
 * @param host class around this one and all nested ones; itself where there is none
 * @param others nested classes that it tells of
 * @param methods in their order
 */
record ClassCode(String name, String source, int version, String host, Set<String> others, List<MethodCode> methods) {
    /** @throws RuntimeException where it is no class file, or a newer one than ASM knows */
    static ClassCode read(byte[] bytes) {
        Reader reader = new Reader();
        new ClassReader(bytes).accept(reader, ClassReader.SKIP_FRAMES);
        return new ClassCode(reader.name, reader.source, reader.version, reader.host(), reader.others, List.copyOf(reader.methods));
    }

    /** With dots. */
    String dotted() {
        return name.replace('/', '.');
    }

    private static final class Reader extends ClassVisitor {
        private String name = "";
        private String source = "";
        private String nestHost;
        private int version;
        private final Set<String> others = new LinkedHashSet<>();
        private final List<MethodCode> methods = new ArrayList<>();

        Reader() {
            super(Opcodes.ASM9);
        }

        /** Class files before those of Java 11 name no host; there it is what stands before the first dollar. */
        private String host() {
            if (nestHost != null) {
                return nestHost;
            }
            int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
            return others.contains(name) && dollar > 0 ? name.substring(0, dollar) : name;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            this.version = version & 0xFFFF;
            this.name = name;
        }

        @Override
        public void visitSource(String source, String debug) {
            this.source = source == null ? "" : source;
        }

        @Override
        public void visitNestHost(String nestHost) {
            this.nestHost = nestHost;
        }

        @Override
        public void visitNestMember(String member) {
            others.add(member);
        }

        @Override
        public void visitInnerClass(String inner, String outer, String innerName, int access) {
            if (inner.equals(name) || inner.startsWith(name + "$")) {
                others.add(inner);
            }
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodReader(access, method, descriptor, (access & Opcodes.ACC_STATIC) != 0, methods);
        }
    }

    private static final class MethodReader extends MethodVisitor {
        private final int access;
        private final String name;
        private final String descriptor;
        private final boolean isStatic;
        private final List<MethodCode> methods;
        private final Set<Integer> lines = new LinkedHashSet<>();
        private final Map<Label, Boolean> passed = new HashMap<>();
        private int instructions;
        private boolean calls;
        private boolean loops;
        private boolean keepsThis = true;

        MethodReader(int access, String name, String descriptor, boolean isStatic, List<MethodCode> methods) {
            super(Opcodes.ASM9);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
            this.isStatic = isStatic;
            this.methods = methods;
        }

        @Override
        public void visitLineNumber(int line, Label start) {
            lines.add(line);
        }

        @Override
        public void visitLabel(Label label) {
            passed.put(label, true);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            instructions++;
            loops |= passed.containsKey(label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            instructions++;
            calls |= !called.equals("<init>") || !owner.equals("java/lang/Object");
        }

        @Override
        public void visitInvokeDynamicInsn(String called, String descriptor, org.objectweb.asm.Handle bootstrap, Object... arguments) {
            instructions++;
            calls = true;
        }

        @Override
        public void visitInsn(int opcode) {
            instructions++;
            calls |= opcode == Opcodes.MONITORENTER;
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            instructions++;
            keepsThis &= isStatic || variable != 0 || opcode < Opcodes.ISTORE;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            instructions++;
            calls |= opcode == Opcodes.NEWARRAY; // to clear it takes time
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            instructions++;
            calls |= opcode == Opcodes.ANEWARRAY;
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            instructions++;
            calls = true;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            instructions++;
        }

        @Override
        public void visitLdcInsn(Object value) {
            instructions++;
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            instructions++;
        }

        @Override
        public void visitEnd() {
            methods.add(new MethodCode(access, name, descriptor, List.copyOf(lines), instructions, calls || loops, keepsThis));
        }
    }
}

package io.jenkins.plugins.autoperf.annotate.jvm.agent;

import io.jenkins.plugins.autoperf.papi.NumberedRegions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes regions into methods: entered first, a constructor's behind its call of the other, and left by every way out. The added code keeps
 * nothing in local variables and calls by constants, so that no frame of the method changes and no class needs to be loaded for it.
 *
 * <p>A synchronized method takes its lock by its own code instead of its modifier, so that the wait for it is within the region.
 */
final class RegionWriter extends ClassVisitor {
    private static final String REGIONS = Type.getInternalName(NumberedRegions.class);

    private final Map<String, Integer> numbers;
    private String type;

    private RegionWriter(ClassVisitor next, Map<String, Integer> numbers) {
        super(Opcodes.ASM9, next);
        this.numbers = numbers;
    }

    /**
     * The class file with regions.
     *
     * @param numbers of the regions, by name and descriptor of the methods
     */
    static byte[] write(byte[] bytes, Map<String, Integer> numbers) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new RegionWriter(writer, numbers), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        type = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        Integer number = numbers.get(name + descriptor);
        if (number == null) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        MethodVisitor next = super.visitMethod(access & ~Opcodes.ACC_SYNCHRONIZED, name, descriptor, signature, exceptions);
        return new Body(next, number, name.equals("<init>"), lock(access));
    }

    private Lock lock(int access) {
        if ((access & Opcodes.ACC_SYNCHRONIZED) == 0) {
            return Lock.NONE;
        }
        return (access & Opcodes.ACC_STATIC) != 0 ? Lock.CLASS : Lock.THIS;
    }

    /** Code whose exceptions leave the region. */
    private record Guard(Label start, Label end) {}

    /** What the method locks. */
    private enum Lock {
        NONE,
        THIS,
        CLASS
    }

    private final class Body extends MethodVisitor {
        private final int number;
        private final Lock lock;
        private final List<Guard> guards = new ArrayList<>();
        /** Where the guard of the code that is being written starts; null where none does. */
        private Label start;
        /** Whether the constructor's call of another is still to come, and how many objects were made meanwhile and not yet constructed. */
        private boolean early;
        private int unconstructed;

        Body(MethodVisitor next, int number, boolean constructor, Lock lock) {
            super(Opcodes.ASM9, next);
            this.number = number;
            this.early = constructor;
            this.lock = lock;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!early) {
                enter();
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            unconstructed += opcode == Opcodes.NEW ? 1 : 0;
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (early && name.equals("<init>") && unconstructed-- == 0) {
                early = false;
                enter();
            }
        }

        @Override
        public void visitInsn(int opcode) {
            boolean out = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
            if (out) {
                leave();
            }
            super.visitInsn(opcode);
            if (out) {
                start = label();
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            guards.add(new Guard(start, label()));
            Label handler = label();
            Object[] locals = lock == Lock.THIS ? new Object[] {type} : new Object[0];
            mv.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {Type.getInternalName(Throwable.class)});
            start = handler;
            leave();
            mv.visitInsn(Opcodes.ATHROW);
            guards.stream()
                    .filter(guard -> guard.start().getOffset() < guard.end().getOffset())
                    .forEach(guard -> mv.visitTryCatchBlock(guard.start(), guard.end(), handler, null));
            super.visitMaxs(maxStack, maxLocals);
        }

        private Label label() {
            Label label = new Label();
            mv.visitLabel(label);
            return label;
        }

        private void enter() {
            call("begin");
            if (lock != Lock.NONE) {
                pushLock();
                mv.visitInsn(Opcodes.MONITORENTER);
            }
            start = label();
        }

        /** The JVM compiles the code well only if all that can fail while the lock is held is guarded, what pushes it included. */
        private void leave() {
            if (lock != Lock.NONE) {
                pushLock();
            }
            guards.add(new Guard(start, label()));
            if (lock != Lock.NONE) {
                mv.visitInsn(Opcodes.MONITOREXIT);
            }
            call("end");
        }

        private void call(String method) {
            mv.visitLdcInsn(number);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, REGIONS, method, "(I)V", false);
        }

        private void pushLock() {
            if (lock == Lock.THIS) {
                mv.visitVarInsn(Opcodes.ALOAD, 0);
            } else {
                mv.visitLdcInsn(Type.getObjectType(type));
            }
        }
    }
}

package dev.pagewalk.grader.engine.policy;

import dev.pagewalk.grader.engine.policy.Use.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Lists what a class file uses, and the first line where it does. */
final class Inspector extends ClassVisitor {
    private final Map<Use, Integer> uses = new LinkedHashMap<>();
    private final Map<String, Integer> oddities = new LinkedHashMap<>();

    private Inspector() {
        super(Opcodes.ASM9);
    }

    static Inspector inspect(byte[] code) {
        Inspector inspector = new Inspector();
        ClassReader reader = new ClassReader(code);
        reader.accept(inspector, ClassReader.SKIP_FRAMES);
        ConstantPool pool = new ConstantPool(reader);
        pool.members().forEach(member -> inspector.add(member, 0));
        if (pool.hasDynamic()) {
            inspector.oddities.putIfAbsent("a computed constant", 0);
        }
        return inspector;
    }

    /** Each use, with the first line, 0 if no line shows it. */
    Map<Use, Integer> uses() {
        return uses;
    }

    /** What no kata has, in words, with its line. */
    Map<String, Integer> oddities() {
        return oddities;
    }

    private void add(Use use, int line) {
        boolean isSeen = use.kind() == Kind.METHOD && line == 0 && uses.containsKey(new Use(use.owner(), use.name(), use.descriptor(), Kind.BOOTSTRAP));
        if (!isSeen) {
            uses.putIfAbsent(use, line);
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        add(Use.type(superName), 0);
        for (String each : interfaces) {
            add(Use.type(each), 0);
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String [] exceptions) {
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            oddities.putIfAbsent("the native method " + name, 0);
        }
        return new Code(name.equals("finalize") && descriptor.equals("()V"));
    }

    /** Lists what one method uses. */
    private final class Code extends MethodVisitor {
        private final boolean isFinalizer;
        private int line;

        Code(boolean isFinalizer) {
            super(Opcodes.ASM9);
            this.isFinalizer = isFinalizer;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            if (isFinalizer) {
                oddities.putIfAbsent("a finalizer", line);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            add(Use.type(type), line);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            add(Use.type(descriptor), line);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                add(Use.type(type), line);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            add(new Use(owner, name, descriptor, Kind.FIELD), line);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            add(new Use(owner, name, descriptor, Kind.METHOD), line);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            add(new Use(bootstrap.getOwner(), bootstrap.getName(), bootstrap.getDesc(), Kind.BOOTSTRAP), line);
            for (Object argument : arguments) {
                visitConstant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            visitConstant(value);
        }

        private void visitConstant(Object value) {
            if (value instanceof Handle handle) {
                Kind kind = handle.getTag() <= Opcodes.H_PUTSTATIC ? Kind.FIELD : Kind.METHOD;
                add(new Use(handle.getOwner(), handle.getName(), handle.getDesc(), kind), line);
            } else if (value instanceof Type type && type.getSort() != Type.METHOD && type.getSort() >= Type.ARRAY) {
                add(Use.type(type.getInternalName()), line);
            } else if (value instanceof ConstantDynamic) {
                oddities.putIfAbsent("a computed constant", line);
            }
        }
    }
}

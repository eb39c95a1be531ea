package dev.pagewalk.grader.engine.instrument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.instr.Instrumenter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that count their steps and mark what was executed of them. */
public final class Instruments {
    private static final String METER = "dev/pagewalk/grader/worker/meter/Meter";
    private static final int STACK = 2;

    private Instruments() {}

    /**
     * The instrumented classes.
     *
     * @param classes by binary name
     * @throws org.objectweb.asm.MethodTooLargeException if a method has no room for it
     */
    public static Map<String, byte[]> fit(Map<String, byte[]> classes) {
        Instrumenter jacoco = new Instrumenter(Instruments::loadMarks);
        Map<String, byte[]> fitted = new TreeMap<>();
        classes.forEach((name, code) -> fitted.put(name, probed(jacoco, name, Fuel.meter(code))));
        return fitted;
    }

    private static byte[] probed(Instrumenter jacoco, String name, byte[] code) {
        try {
            return jacoco.instrument(code, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int loadMarks(long id, String className, int probes, MethodVisitor code) {
        code.visitLdcInsn(className);
        code.visitLdcInsn(probes);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "marks", "(Ljava/lang/String;I)[Z", false);
        return STACK;
    }
}

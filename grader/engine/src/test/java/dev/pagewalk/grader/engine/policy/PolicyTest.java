package dev.pagewalk.grader.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class PolicyTest {
    private static final Policy POLICY = new Policy("""
            bootstrap java.lang.invoke.LambdaMetafactory
            bootstrap java.lang.invoke.StringConcatFactory
            bootstrap java.lang.runtime.ObjectMethods
            allow java.lang.*            # the usual
            allow java.util.*
            allow java.io.PrintStream : println
            refuse java.lang.Thread -- start none
            refuse java.lang.Object : wait notify notifyAll finalize -- wait by a lock
            refuse java.lang.Runtime -- return or throw
            refuse java.lang.invoke.* -- write a lambda
            refuse java.lang.reflect.* -- call it by its name
            refuse java.lang.Class : forName -- call it by its name
            refuse java.util.Collection : parallelStream -- use stream()
            """);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Thread().start();",
                "Runnable r = Thread::yield;",
                "java.util.function.Supplier<Thread> s = Thread::new;",
                "Object o = Thread.class;",
                "Object o = new Thread[3];",
                "Object o = new Thread[3][4];",
                "Object o = null; Thread t = (Thread) o;",
                "Object o = null; boolean b = o instanceof Thread;",
                "Runnable r = () -> Runtime.getRuntime().halt(0);",
                "new Object() { void f() { Runtime.getRuntime(); } };",
                "record R(int i) { R { Runtime.getRuntime(); } }",
                "this.notifyAll();",
                "new int[0].getClass().getComponentType(); synchronized (this) { try { wait(); } catch (InterruptedException e) { return; } }",
                "new java.util.ArrayList<String>().parallelStream();",
                "java.util.function.Function<java.util.List<?>, Object> f = java.util.Collection::parallelStream;",
                "try { Class.forName(\"x\"); } catch (ClassNotFoundException e) { return; }",
                "java.lang.invoke.MethodHandles.lookup();",
                "Object o = java.lang.reflect.Modifier.PUBLIC + java.lang.reflect.Array.getLength(new int[1]);",
                "class Mine extends Thread {}",
                "new java.io.File(\"x\");"
            })
    void what_is_refused_is_found_wherever_it_stands(String body) throws IOException {
        List<String> objections = judge("class A {\n  void f() {\n    " + body + "\n  }\n}\n");

        assertTrue(objections.stream().anyMatch(each -> each.startsWith("A.java:3: ")), objections.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record R(int i, String s) {} System.out.println(new R(1, \"x\") + \" \" + new R(2, \"y\").hashCode());",
                "enum E { A, B } switch (E.valueOf(\"A\")) { case A -> System.out.println(E.values().length); default -> { } }",
                "int[] a = {3, 1}; int[] b = a.clone(); java.util.Arrays.sort(b); assert b[0] == 1;",
                "String s = String.format(\"%d %s\", 1, \"x\"); switch (s) { case \"1 x\": break; default: throw new IllegalStateException(s); }",
                "java.util.List.of(1, 2).stream().map(x -> x + 1).filter(x -> x > 2).sorted().toList().forEach(System.out::println);",
                "class Inner { int x; } Inner i = new Inner(); i.x++; Object o = i; if (o instanceof Inner in && in.x > 0) { hashCode(); }",
                "try { Integer.parseInt(\"x\"); } catch (NumberFormatException e) { System.out.println(e.getMessage()); } finally { hashCode(); }",
                "java.util.function.IntBinaryOperator add = Integer::sum; add.applyAsInt(1, 2);"
            })
    void what_a_fair_student_writes_passes(String body) throws IOException {
        assertEquals(List.of(), judge("class A {\n  void f() {\n    " + body + "\n  }\n}\n"));
    }

    @Test
    void an_objection_says_what_to_use_instead() throws IOException {
        assertEquals(
                List.of("A.java:1: java.lang.Object.notify is not for a kata: wait by a lock."),
                judge("class A { void f() { notify(); } }"));
    }

    @Test
    void a_native_method_and_a_finalizer_are_no_katas() throws IOException {
        List<String> objections = judge("class A { native void f(); @Override protected void finalize() { } }");

        assertTrue(objections.stream().anyMatch(each -> each.contains("native method f")), objections.toString());
        assertTrue(objections.stream().anyMatch(each -> each.contains("a finalizer")), objections.toString());
    }

    @Test
    void a_computed_constant_is_seen_though_no_compiler_writes_one() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "f", "()V", null, null);
        code.visitCode();
        Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/invoke/ConstantBootstraps", "invoke", "()V", false);
        code.visitLdcInsn(new ConstantDynamic("x", "Ljava/lang/Object;", bootstrap));
        code.visitInsn(Opcodes.POP);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();

        List<String> objections = POLICY.judge("A.java", Map.of("A", writer.toByteArray()), getClass().getClassLoader());

        assertTrue(objections.stream().anyMatch(each -> each.contains("a computed constant")), objections.toString());
    }

    @Test
    void a_member_that_no_instruction_uses_is_seen_in_the_constant_pool() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        writer.newMethod("java/lang/Runtime", "halt", "(I)V", false);

        List<String> objections = POLICY.judge("A.java", Map.of("A", writer.toByteArray()), getClass().getClassLoader());

        assertEquals(List.of("A.java: java.lang.Runtime.halt is not for a kata: return or throw."), objections);
    }

    @Test
    void a_line_that_makes_no_sense_is_told() {
        assertThrows(IllegalArgumentException.class, () -> new Policy("permit java.lang.Math"));
    }

    private List<String> judge(String source) throws IOException {
        Path file = Files.writeString(directory.resolve("A.java"), source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-g", "-nowarn", "-d", directory.toString(), file.toString());
        assertEquals(0, failed);
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> made = Files.list(directory)) {
            for (Path each : made.filter(path -> path.toString().endsWith(".class")).toList()) {
                classes.put(each.getFileName().toString().replace(".class", ""), Files.readAllBytes(each));
            }
        }
        return POLICY.judge("A.java", classes, getClass().getClassLoader());
    }
}

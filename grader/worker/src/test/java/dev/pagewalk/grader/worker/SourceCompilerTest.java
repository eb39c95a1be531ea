package dev.pagewalk.grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.worker.wire.Compiled;
import dev.pagewalk.grader.worker.wire.Sources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceCompilerTest {

    @Test
    void classes_come_out_under_their_binary_names() {
        Compiled compiled = compile("package p; public class A { class B { } }");

        assertTrue(compiled.isGood());
        assertEquals(Set.of("p.A", "p.A$B"), compiled.classes().keySet());
    }

    @Test
    void errors_name_file_and_line_and_are_no_more_than_twenty() {
        Compiled compiled = compile("class A { void a() {\n" + "y = 1;\n".repeat(50) + "}}");

        assertEquals("It does not compile.", compiled.problem());
        assertEquals(20, compiled.diagnostics().size());
        assertTrue(compiled.diagnostics().get(0).startsWith("A.java:2: cannot find symbol"));
    }

    @Test
    void a_class_beside_the_compiler_is_not_seen() {
        Compiled compiled = compile("class A { dev.pagewalk.grader.api.Kata kata; }");

        assertFalse(compiled.isGood());
    }

    @Test
    void nesting_too_deep_for_the_compiler_is_said_in_a_sentence() {
        Compiled compiled = compile("class A { int x = " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + "; }");

        assertFalse(compiled.isGood());
        assertFalse(compiled.problem().isEmpty());
    }

    private static Compiled compile(String text) {
        List<String> options = List.of("--release", "17", "-proc:none", "-classpath", "", "-Xmaxerrs", "20");
        return new SourceCompiler().compile(new Sources(options, Map.of("A.java", text)));
    }
}

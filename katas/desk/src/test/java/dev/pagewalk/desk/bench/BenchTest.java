package dev.pagewalk.desk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.desk.bench.TestOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kata of two tests, in all the states that a student brings it into. */
class BenchTest {
    private static final Job JOB = new Job("dev.pagewalk.katas.k9_toy.ToyKata", "dev.pagewalk.katas.k9_toy.ToyTest");

    @TempDir
    Path home;

    private Workshop workshop;

    @BeforeEach
    void set_up() throws IOException {
        workshop = Workshop.in(home);
        write(workshop.tests(), "ToyTest", """
                import org.junit.jupiter.api.*;
                import org.opentest4j.TestAbortedException;
                @TestMethodOrder(MethodOrderer.DisplayName.class)
                class ToyTest {
                    @Test @DisplayName("9.1 one and one") void adds() {
                        try {
                            Assertions.assertEquals(2, new ToyKata().add(1, 1), "1 + 1");
                        } catch (dev.pagewalk.core.contract.NotWrittenYet todo) {
                            throw new TestAbortedException(todo.getMessage());
                        }
                    }
                    @Test @DisplayName("9.2 always") void passes() {}
                }""");
    }

    @Test
    void what_is_not_written_is_not_red() throws IOException {
        Verdict verdict = run("throw dev.pagewalk.core.contract.NotWrittenYet.todo(\"9.1 add\");");

        assertFalse(verdict.isRed());
        assertFalse(verdict.isDone());
        assertEquals("9.1", verdict.task());
        assertEquals("TODO 9.1 add", verdict.tests().get(0).reason());
    }

    @Test
    void what_is_right_is_done_and_what_it_printed_is_kept() throws IOException {
        Verdict verdict = run("System.out.println(\"adding\"); return a + b;");

        assertTrue(verdict.isDone());
        assertEquals("adding", verdict.tests().get(0).printed());
    }

    @Test
    void what_is_wrong_says_why_and_where_and_the_next_save_is_tried_afresh() throws IOException {
        Bench bench = new Bench(workshop);
        kata("return a - b;");
        Verdict wrong = bench.run(JOB);
        kata("return a + b;");
        Verdict right = bench.run(JOB);

        assertEquals(1, wrong.count(Status.FAILED));
        assertTrue(wrong.tests().get(0).reason().startsWith("1 + 1 ==> expected: <2> but was: <0>\nat ToyTest.java:"), wrong.tests().get(0).reason());
        assertTrue(right.isDone());
    }

    @Test
    void an_exception_is_told_with_the_line_of_the_kata() throws IOException {
        String reason = run("return ((Object) null).hashCode();").tests().get(0).reason();

        assertTrue(reason.startsWith("NullPointerException"), reason);
        assertTrue(reason.contains("ToyKata.java:2 (add)"), reason);
    }

    @Test
    void what_does_not_compile_is_told_with_line_and_text() throws IOException {
        Verdict verdict = run("return a + c;");

        assertTrue(verdict.isRed());
        assertTrue(verdict.errors().get(0).startsWith("ToyKata.java:2: cannot find symbol"), verdict.errors().get(0));
        assertTrue(verdict.errors().get(0).contains("return a + c;"), verdict.errors().get(0));
    }

    @Test
    void neither_an_endless_loop_nor_an_exit_ends_the_desk() throws IOException {
        try (BenchProcess process = new BenchProcess(workshop, 1_000)) {
            kata("for (;;) a++;");
            Verdict endless = process.run(JOB).join();
            kata("System.exit(7); return 0;");
            Verdict exit = process.run(JOB).join();
            kata("return a + b;");
            Verdict right = process.run(JOB).join();

            assertTrue(endless.stopped().contains("'9.1 one and one' is not over after 1 s. It is at ToyKata.java:2 (add)"), endless.stopped());
            assertTrue(exit.stopped().contains("exit code 7"), exit.stopped());
            assertTrue(right.isDone());
        }
    }

    private Verdict run(String body) throws IOException {
        kata(body);
        return new Bench(workshop).run(JOB);
    }

    private void kata(String body) throws IOException {
        write(workshop.main(), "ToyKata", "class ToyKata { int add(int a, int b) {\n" + body + "\n} }");
    }

    private static void write(String root, String name, String source) throws IOException {
        Path file = Workshop.source(root, "dev.pagewalk.katas.k9_toy." + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package dev.pagewalk.katas.k9_toy; " + source);
    }
}

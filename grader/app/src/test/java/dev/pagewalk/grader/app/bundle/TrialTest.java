package dev.pagewalk.grader.app.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.app.bundle.Program.Ended;
import dev.pagewalk.grader.app.bundle.Trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    @TempDir
    Path work;

    @Test
    void a_bundle_whose_visible_tests_all_wait_is_ready() throws IOException {
        report("dev.pagewalk.katas.k1_refcount.RefcountTest", 7, 7);
        report("dev.pagewalk.katas.k2_fork.ForkTest", 5, 5);
        report("dev.pagewalk.desk.DeskTest", 30, 0);

        assertEquals(new Outcome(12, List.of()), Trial.judge(new Ended(0, ""), work));
    }

    @Test
    void one_with_a_stub_that_is_filled_in_is_not() throws IOException {
        report("dev.pagewalk.katas.k1_refcount.RefcountTest", 7, 6);

        assertEquals(
                List.of("1 of its 7 visible tests do not wait for something to be written: is a stub filled in?"),
                Trial.judge(new Ended(0, ""), work).faults());
    }

    @Test
    void one_without_tests_is_not() throws IOException {
        assertEquals(List.of("it has no visible tests"), Trial.judge(new Ended(0, ""), work).faults());
    }

    @Test
    void one_that_does_not_build_is_not_and_says_the_first_error() throws IOException {
        Ended ended = new Ended(1, "x\n[ERROR] A.java:[3,1] class expected\n[ERROR] more\n");

        assertEquals(List.of("mvn test fails in it: [ERROR] A.java:[3,1] class expected"), Trial.judge(ended, work).faults());
    }

    private void report(String name, int tests, int skipped) throws IOException {
        String xml = "<testsuite xmlns=\"x\" name=\"" + name + "\" time=\"0.1\" tests=\"" + tests + "\" errors=\"0\" skipped=\"" + skipped + "\" failures=\"0\">";
        Files.writeString(work.resolve("TEST-" + name + ".xml"), xml);
    }
}

package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void every_hostile_submission_gets_what_it_deserves_by_each_layer_alone() {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);

        int exit = Main.commandLine(new Pagewalk(), out, out)
                .execute("self-test", "../submissions/hostile", "--require-isolation", "bubblewrap");

        assertEquals(0, exit, said.toString());
    }
}

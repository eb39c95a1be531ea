package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where the command is typed: it keeps what the last one printed. */
final class Shell {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** @return the exit code */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.commandLine(new Pagewalk(), new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
    }

    /** Bad input gets exit code 2 and one line that says what is wrong. */
    void assertUsage(String sentence, String... arguments) {
        int code = run(arguments);

        assertEquals(ExitCode.USAGE, code, this::said);
        assertTrue(err().startsWith("pagewalk: "), this::said);
        assertTrue(err().contains(sentence), this::said);
        assertEquals(1, err().lines().count(), this::said);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** All of it. */
    String said() {
        return out() + err();
    }
}

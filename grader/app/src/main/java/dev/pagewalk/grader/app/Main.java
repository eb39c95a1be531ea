package dev.pagewalk.grader.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts {@code pagewalk}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new Pagewalk(), out, err).execute(args));
    }

    /** The command line of a command, which reports bad input in one sentence and exit code 2. */
    static CommandLine commandLine(Pagewalk command, PrintWriter out, PrintWriter err) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(BadInput::onParameters)
                .setExecutionExceptionHandler(BadInput::onExecution);
    }
}

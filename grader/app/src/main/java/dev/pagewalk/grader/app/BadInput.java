package dev.pagewalk.grader.app;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Something on the command line cannot be used. The message is a sentence that says what to do. */
final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    BadInput(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    static int onParameters(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return report(command, firstLine + ". See: " + command.getCommandSpec().qualifiedName() + " --help");
    }

    /** Whatever else is thrown is a fault of the grader's own. */
    static int onExecution(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof BadInput bad) {
            return report(command, bad.sentence);
        }
        command.getErr().println("pagewalk: a fault of the grader itself; please report it with what follows:");
        e.printStackTrace(command.getErr());
        return ExitCode.INFRA;
    }

    private static int report(CommandLine command, String sentence) {
        command.getErr().println("pagewalk: " + sentence);
        return ExitCode.USAGE;
    }
}

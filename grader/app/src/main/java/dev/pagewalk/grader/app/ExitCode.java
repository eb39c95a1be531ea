package dev.pagewalk.grader.app;

/** How the command ends. The help text says the same. That an interrupt ends it with 130 is the JVM's doing as well. */
final class ExitCode {
    static final int GRADED = 0;
    static final int BELOW = 1;
    static final int USAGE = 2;
    static final int INFRA = 3;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

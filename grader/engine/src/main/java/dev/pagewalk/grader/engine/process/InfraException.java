package dev.pagewalk.grader.engine.process;

/** The grader could not do its work. Never the student's fault. */
public final class InfraException extends Exception {
    private static final long serialVersionUID = 1L;

    public InfraException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.pagewalk.press;

/** A handout cannot be printed. The message says which and why. */
final class PressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PressException(String message) {
        super(message);
    }
}

package dev.pagewalk.grader.app.bundle;

/**
 * Something in a bundle that students must not see.
 *
 * @param file where it is
 * @param what it is
 */
public record Leak(String file, String what) {

    @Override
    public String toString() {
        return file + ": " + what;
    }
}

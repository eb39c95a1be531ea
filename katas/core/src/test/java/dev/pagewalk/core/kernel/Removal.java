package dev.pagewalk.core.kernel;

/**
 * A flush, a count or a check taken out of the sources.
 *
 * @param file below the core package, without extension
 * @param text what is there, once
 * @param replacement what is there instead
 */
public record Removal(String file, String text, String replacement) {

    public static Removal of(String file, String text) {
        return new Removal(file, text, "");
    }

    public static Removal of(String file, String text, String replacement) {
        return new Removal(file, text, replacement);
    }

    @Override
    public String toString() {
        return file + ": " + text.strip() + (replacement.isEmpty() ? "" : "  ->  " + replacement.strip());
    }
}

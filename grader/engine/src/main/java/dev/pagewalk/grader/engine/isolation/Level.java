package dev.pagewalk.grader.engine.isolation;

import java.util.Locale;

/** How well a worker is confined, the weakest first. */
public enum Level {
    /** Nothing but the JVM and resource limits: a submission that escapes has the grader's own rights. */
    LIMITS("limits only (it runs with your rights)"),
    /** A user of its own without any right; sees files that everybody may read, and the network. Needs root. */
    USER("other user (sees the network and what everybody may read)"),
    /** No network, processes of its own, all file systems read-only; sees files that everybody may read. */
    NAMESPACES("namespaces (no network, own processes, files read-only but visible)"),
    /** No network, processes of its own, no file but the JDK and the grader's own modules. */
    BUBBLEWRAP("bubblewrap (no network, own processes, no files but the JDK's and the grader's)");

    private final String sentence;

    Level(String sentence) {
        this.sentence = sentence;
    }

    /** For example {@code bubblewrap}: what a command line calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in a few words. */
    @Override
    public String toString() {
        return sentence;
    }
}

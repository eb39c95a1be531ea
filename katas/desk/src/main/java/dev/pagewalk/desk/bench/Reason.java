package dev.pagewalk.desk.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a test failed: what was thrown, and where in the student's file and in the test.
 *
 * <pre>
 *   owner of T ==&gt; expected: &lt;0&gt; but was: &lt;4096&gt;
 *   at RefcountTest.java:88
 * </pre>
 */
final class Reason {
    private Reason() {}

    static String of(Throwable thrown) {
        String at = places(thrown);
        return words(thrown) + (at.isEmpty() ? "" : "\nat " + at);
    }

    /** Our messages are for people; of the JVM's exceptions the class says more. */
    private static String words(Throwable thrown) {
        boolean ours = thrown instanceof AssertionError || thrown.getClass().getName().startsWith("dev.pagewalk.core.");
        String message = Optional.ofNullable(thrown.getMessage()).orElse("").strip();
        if (message.isEmpty()) {
            return thrown.getClass().getSimpleName();
        }
        return ours ? message : thrown.getClass().getSimpleName() + ": " + message;
    }

    /** The innermost line of the student's, then that of the test. */
    private static String places(Throwable thrown) {
        Optional<String> kata = innermost(thrown, "Kata.java").map(frame -> place(frame) + " (" + frame.getMethodName() + ")");
        Optional<String> test = innermost(thrown, "Test.java").map(Reason::place);
        return Stream.of(kata, test).flatMap(Optional::stream).collect(Collectors.joining(", called from "));
    }

    private static String place(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    private static Optional<StackTraceElement> innermost(Throwable thrown, String fileNameEnd) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(Workshop.PACKAGE))
                .filter(frame -> frame.getFileName() != null && frame.getFileName().endsWith(fileNameEnd))
                .findFirst();
    }
}

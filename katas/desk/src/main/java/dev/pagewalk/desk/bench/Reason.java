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
        return Stream.of("Kata.java", "Test.java")
                .flatMap(end -> innermost(thrown, end).stream())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber() + " (" + frame.getMethodName() + ")")
                .collect(Collectors.joining(", called from "));
    }

    private static Optional<StackTraceElement> innermost(Throwable thrown, String fileNameEnd) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(Workshop.PACKAGE))
                .filter(frame -> frame.getFileName() != null && frame.getFileName().endsWith(fileNameEnd))
                .findFirst();
    }
}

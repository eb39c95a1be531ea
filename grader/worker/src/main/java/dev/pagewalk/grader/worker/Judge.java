package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes an outcome of what a check threw. No method of a submission's object is called: of an exception that the
 * submission defines, nothing is known but the name of its class.
 */
final class Judge {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_MESSAGE = 300;
    private static final String ENDS = "the check ends without an exception";
    private static final List<String> FRAMES_OF_NOBODY = List.of("java.", "jdk.", "org.junit.", "org.opentest4j.");

    private final String notWritten;

    /** @param notWritten the name of the exception that a method throws which nobody has written yet */
    Judge(String notWritten) {
        this.notWritten = notWritten;
    }

    Outcome judge(Throwable thrown) {
        if (!isProvided(thrown)) {
            return failed("it threw an exception of its own: " + thrown.getClass().getName());
        }
        if (thrown instanceof CheckFailure failure) {
            return failed(failure);
        }
        if (isNotWritten(thrown)) {
            return Outcome.of(Verdict.NOT_STARTED, "", "not written yet" + place(thrown));
        }
        return brokenRule(thrown).orElseGet(() -> thrown instanceof AssertionError && !isThrownBySubmission(thrown)
                ? failed(clip(String.valueOf(thrown.getMessage()), MAX_TEXT))
                : failed(describe(thrown)));
    }

    /** An exception of the provided machine that tells a rule, what it asks for and what was found. */
    private static Optional<Outcome> brokenRule(Throwable thrown) {
        try {
            return Optional.of(new Outcome(
                    Verdict.FAIL, told(thrown, "rule"), told(thrown, "expected"), told(thrown, "actual"), place(thrown).strip(), ""));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static String told(Throwable thrown, String what) throws ReflectiveOperationException {
        return clip(String.valueOf(thrown.getClass().getMethod(what).invoke(thrown)), MAX_TEXT);
    }

    private static Outcome failed(CheckFailure failure) {
        return new Outcome(
                Verdict.FAIL,
                clip(failure.invariant(), MAX_TEXT),
                clip(failure.expected(), MAX_TEXT),
                clip(failure.actual(), MAX_TEXT),
                clip(failure.history(), MAX_TEXT),
                clip(failure.replay(), MAX_TEXT),
                failure.evidence());
    }

    private static Outcome failed(String actual) {
        return Outcome.of(Verdict.FAIL, ENDS, actual);
    }

    private static String describe(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return "it called itself without end (StackOverflowError" + place(thrown) + ")";
        }
        if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null) {
            Throwable cause = thrown.getCause();
            return "a static initialiser threw " + (isProvided(cause) ? describe(cause) : cause.getClass().getName());
        }
        String message = thrown.getMessage() == null ? "" : ": " + clip(thrown.getMessage(), MAX_MESSAGE);
        return thrown.getClass().getSimpleName() + place(thrown) + message;
    }

    /** The submission's own line that was being executed, for example {@code  at RefcountKata.java:42}. */
    private static String place(Throwable thrown) {
        return submissionFrame(thrown)
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static Optional<StackTraceElement> submissionFrame(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).filter(Judge::isSubmission).findFirst();
    }

    private static boolean isSubmission(StackTraceElement frame) {
        return SubmissionLoader.NAME.equals(frame.getClassLoaderName());
    }

    private static boolean isThrownBySubmission(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> FRAMES_OF_NOBODY.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .map(Judge::isSubmission)
                .orElse(true);
    }

    private boolean isNotWritten(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; depth < MAX_CAUSES && cause != null && isProvided(cause); depth++) {
            if (cause.getClass().getName().equals(notWritten)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether the class comes from the JDK or the worker's modules, so that its methods may be called. */
    private static boolean isProvided(Throwable thrown) {
        ClassLoader loader = thrown.getClass().getClassLoader();
        return loader == null || loader == ClassLoader.getSystemClassLoader() || loader == ClassLoader.getPlatformClassLoader();
    }

    private static String clip(String text, int max) {
        String shown = text == null ? "" : text;
        return shown.length() <= max ? shown : shown.substring(0, max) + " …";
    }
}

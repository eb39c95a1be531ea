package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.worker.wire.Whereabouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what the threads of a submission are doing: the JVM's own tools for that are locked away from it. */
final class Witness {
    private static final int MAX_FRAMES = 12;
    private static final int MAX_WAITS = 8;

    private Witness() {}

    /** Where the check is, and which threads of the submission wait. */
    static Whereabouts whereabouts(Thread check) {
        List<StackTraceElement> frames = new ArrayList<>(submissionFrames(check.getStackTrace()).toList());
        Collections.reverse(frames);
        return new Whereabouts(
                frames.stream().limit(MAX_FRAMES).map(Witness::text).toList(),
                threads().filter(Witness::waits).limit(MAX_WAITS).map(Witness::sentence).sorted().toList());
    }

    /** A thread that is inside the submission and is not the check's own. */
    static Optional<Thread> straggler(Thread check) {
        return threads().filter(thread -> thread != check && thread.isAlive()).findFirst();
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> submissionFrames(each.getValue()).findAny().isPresent())
                .map(Map.Entry::getKey);
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private static String sentence(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        String at = submissionFrames(stack).findFirst().map(Witness::text).orElse("?");
        String how = thread.getState() == Thread.State.BLOCKED ? "waits for a monitor" : "waits";
        return "a thread " + how + " in " + at;
    }

    private static Stream<StackTraceElement> submissionFrames(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(frame -> SubmissionLoader.NAME.equals(frame.getClassLoaderName()));
    }

    private static String text(StackTraceElement frame) {
        return frame.getMethodName() + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }
}

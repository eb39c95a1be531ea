package dev.pagewalk.core.explore;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the line of the program that an access comes from. */
final class SourceLine {
    private static final String CORE = "dev.pagewalk.core.";
    private static final String STORIES = "dev.pagewalk.core.scene.";
    /** Nobody reads further, and a recursion may be deep. */
    private static final int FRAMES = 100;
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String EXECUTION = Execution.class.getName();

    private SourceLine() {}

    /**
     * {@code File.java:12} of the innermost frame of a program under test: one outside the core and outside every named
     * module, as the JDK and whoever checks the program are. Where the core explores itself, of the CPU's program; else empty.
     */
    static String ofCaller() {
        List<StackFrame> frames = WALKER.walk(all -> all.dropWhile(frame -> !isHook(frame))
                .dropWhile(SourceLine::isHook)
                .takeWhile(frame -> !isHook(frame))
                .limit(FRAMES)
                .collect(Collectors.toList()));
        return frames.stream()
                .filter(SourceLine::isUnderTest)
                .findFirst()
                .or(() -> frames.stream().reduce((inner, outer) -> outer).filter(SourceLine::isCorpus))
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static boolean isUnderTest(StackFrame frame) {
        return !isCore(frame) && !frame.getDeclaringClass().getModule().isNamed() && frame.getLineNumber() > 0;
    }

    private static boolean isCore(StackFrame frame) {
        return frame.getClassName().startsWith(CORE);
    }

    /** What the core explores of its own accord; a story's own steps have no line that would teach anything. */
    private static boolean isCorpus(StackFrame frame) {
        return isCore(frame) && !frame.getClassName().startsWith(STORIES);
    }

    private static boolean isHook(StackFrame frame) {
        return frame.getClassName().equals(EXECUTION);
    }
}

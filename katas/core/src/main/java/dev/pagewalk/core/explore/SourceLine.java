package dev.pagewalk.core.explore;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the line of the program that an access comes from. */
final class SourceLine {
    private static final String CORE = "dev.pagewalk.core.";
    /** Nobody reads further, and a recursion may be deep. */
    private static final int FRAMES = 100;
    private static final String EXECUTION = Execution.class.getName();

    private SourceLine() {}

    /** {@code File.java:12} of the innermost frame outside the core; if there is none, of the CPU's program itself. */
    static String ofCaller() {
        List<StackFrame> frames = StackWalker.getInstance().walk(all -> all.dropWhile(frame -> !isHook(frame))
                .dropWhile(SourceLine::isHook)
                .takeWhile(frame -> !isHook(frame))
                .limit(FRAMES)
                .collect(Collectors.toList()));
        return frames.stream()
                .filter(frame -> !frame.getClassName().startsWith(CORE) && frame.getLineNumber() > 0)
                .findFirst()
                .or(() -> frames.stream().reduce((inner, outer) -> outer))
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static boolean isHook(StackFrame frame) {
        return frame.getClassName().equals(EXECUTION);
    }
}

package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import java.util.List;
import java.util.Map;

/**
 * One kata of a hand-in, ready to run or refused.
 *
 * @param kata which
 * @param source its text, or empty
 * @param classes class files by binary name
 * @param verdict PASS if it can run; else NOT_STARTED, COMPILE_ERROR or POLICY
 * @param message why it cannot run, one sentence, or empty
 * @param diagnostics the compiler's errors
 */
public record Prepared(
        Kata kata,
        String source,
        Map<String, byte[]> classes,
        Verdict verdict,
        String message,
        List<String> diagnostics) {

    static Prepared ready(Kata kata, String source, Map<String, byte[]> classes) {
        return new Prepared(kata, source, classes, Verdict.PASS, "", List.of());
    }

    static Prepared refused(Kata kata, Verdict verdict, String message, List<String> diagnostics) {
        return new Prepared(kata, "", Map.of(), verdict, message, diagnostics);
    }

    /** Whether its checks can run. */
    public boolean canRun() {
        return verdict == Verdict.PASS;
    }
}

package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.instrument.Instruments;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * One kata of a hand-in, ready to run or refused.
 *
 * @param kata which
 * @param source its text, or empty
 * @param classes class files by binary name
 * @param fitted the same, with instruments: what runs
 * @param verdict PASS if it can run; else NOT_STARTED, COMPILE_ERROR or POLICY
 * @param message why it cannot run, one sentence, or empty
 * @param diagnostics the compiler's errors
 */
public record Prepared(
        Kata kata,
        String source,
        Map<String, byte[]> classes,
        Map<String, byte[]> fitted,
        Verdict verdict,
        String message,
        List<String> diagnostics) {

    static Prepared ready(Kata kata, String source, Map<String, byte[]> classes) {
        try {
            return new Prepared(kata, source, classes, Instruments.fit(classes), Verdict.PASS, "", List.of());
        } catch (MethodTooLargeException | ClassTooLargeException e) {
            return refused(kata, Verdict.COMPILE_ERROR, "It is too large: divide its methods into smaller ones.", List.of());
        }
    }

    static Prepared refused(Kata kata, Verdict verdict, String message, List<String> diagnostics) {
        return new Prepared(kata, "", Map.of(), Map.of(), verdict, message, diagnostics);
    }

    /** Whether its checks can run. */
    public boolean canRun() {
        return verdict == Verdict.PASS;
    }
}

package dev.pagewalk.core.history;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.ArrayList;
import java.util.List;

/**
 * What went wrong in a history.
 *
 * @param rule the rule that was broken, for example {@code I1 refcount: …}; empty if it was an exception of another kind
 * @param expected what the rule asks for, here
 * @param actual what was found
 * @param lines what happened, a line an operation; the last one is where it broke
 * @param cause what was thrown
 */
public record Finding(String rule, String expected, String actual, List<String> lines, RuntimeException cause) {

    public Finding {
        lines = List.copyOf(lines);
    }

    static Finding of(RuntimeException thrown, List<String> lines) {
        if (thrown instanceof RuleBroken broken) {
            return new Finding(broken.rule(), broken.expected(), broken.actual(), lines, thrown);
        }
        return new Finding("", "no exception", thrown.getClass().getSimpleName(), lines, thrown);
    }

    /** Rule, expected, but was, history. */
    public String text() {
        List<String> text = new ArrayList<>();
        text.add(rule.isEmpty() ? "an operation ended with an exception" : rule);
        text.add("  expected  " + expected);
        text.add("  but was   " + actual);
        lines.forEach(line -> text.add("  history   " + line));
        return String.join("\n", text);
    }

    /** Whether both say that the same rule was broken, or the same kind of exception thrown. */
    boolean isLike(@Nullable Finding other) {
        return other != null && rule.equals(other.rule) && cause.getClass() == other.cause.getClass();
    }
}

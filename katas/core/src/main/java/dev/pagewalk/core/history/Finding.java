package dev.pagewalk.core.history;

import dev.pagewalk.core.debug.TableGraph;
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
 * @param moments how the tables were after the latest lines, the last one when it broke; none unless a film was asked for
 */
public record Finding(String rule, String expected, String actual, List<String> lines, RuntimeException cause, List<TableGraph> moments) {

    public Finding {
        lines = List.copyOf(lines);
        moments = List.copyOf(moments);
    }

    static Finding of(RuntimeException thrown, List<String> lines) {
        return of(thrown, lines, List.of());
    }

    static Finding of(RuntimeException thrown, List<String> lines, List<TableGraph> moments) {
        if (thrown instanceof RuleBroken broken) {
            return new Finding(broken.rule(), broken.expected(), broken.actual(), lines, thrown, moments);
        }
        return new Finding("", "no exception", thrown.getClass().getSimpleName(), lines, thrown, moments);
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

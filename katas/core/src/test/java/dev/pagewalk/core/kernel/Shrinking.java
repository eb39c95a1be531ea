package dev.pagewalk.core.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes a failing history short by leaving parts out, as long as it still fails. */
final class Shrinking {
    private static final int BUDGET = 2000;

    private Shrinking() {}

    /** Runs a history; a failure is thrown for the shortest part found that fails. */
    static void run(String name, List<Operation> history, Consumer<List<Operation>> test) {
        Throwable failure = failureOf(history, test);
        if (failure == null) {
            return;
        }
        List<Operation> shortest = history;
        int left = BUDGET;
        for (int size = Math.max(1, history.size() / 2); size >= 1 && left > 0; size /= 2) {
            for (int at = 0; at + size <= shortest.size() && left > 0; left--) {
                List<Operation> part = new ArrayList<>(shortest);
                part.subList(at, at + size).clear();
                Throwable again = failureOf(part, test);
                if (again == null) {
                    at += size;
                } else {
                    shortest = part;
                    failure = again;
                }
            }
        }
        throw new AssertionError(
                name + " fails after\n  " + String.join("\n  ", shortest.stream().map(Operation::toString).toList()) + "\n" + failure,
                failure);
    }

    private static Throwable failureOf(List<Operation> history, Consumer<List<Operation>> test) {
        try {
            test.accept(history);
            return null;
        } catch (RuntimeException | AssertionError failure) {
            return failure;
        }
    }
}

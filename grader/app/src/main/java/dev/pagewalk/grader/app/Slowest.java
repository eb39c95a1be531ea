package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.Progress;
import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Passes progress on, and remembers which submissions took longest. */
final class Slowest implements Progress {
    private static final int SHOWN = 5;
    private static final int WORTH_IT = 2 * SHOWN;

    private final Progress next;
    private final List<Took> all = new ArrayList<>();

    private record Took(Row row, long wallMs) {}

    Slowest(Progress next) {
        this.next = next;
    }

    @Override
    public void begins(int todo, int kept) {
        next.begins(todo, kept);
    }

    @Override
    public void graded(Row row) {
        graded(row, 0);
    }

    @Override
    public void graded(Row row, long wallMs) {
        all.add(new Took(row, wallMs));
        next.graded(row, wallMs);
    }

    /** Prints the slowest, if there were many. */
    void print(PrintWriter terminal) {
        if (all.size() < WORTH_IT) {
            return;
        }
        terminal.println("Slowest:");
        all.stream()
                .sorted(Comparator.comparingLong(Took::wallMs).reversed().thenComparing(took -> took.row().id()))
                .limit(SHOWN)
                .forEach(took -> terminal.printf("%8.1f s  %s %s%n", took.wallMs() / 1000.0, took.row().id(), took.row().verdict()));
    }
}

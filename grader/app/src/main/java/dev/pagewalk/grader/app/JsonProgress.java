package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/** An object per line, for programs: {@code begins}, then {@code graded} for each submission, then {@code ends}. */
final class JsonProgress implements TerminalProgress {
    private final PrintWriter out;
    private final Eta eta;

    JsonProgress(PrintWriter out, Eta eta) {
        this.out = out;
        this.eta = eta;
    }

    @Override
    public void begins(int todo, int kept) {
        say(Map.of("event", "begins", "todo", todo, "kept", kept));
    }

    @Override
    public void graded(Row row) {
        graded(row, 0);
    }

    @Override
    public void graded(Row row, long wallMs) {
        eta.step();
        Map<String, Object> line = new TreeMap<>(Map.of(
                "event", "graded", "id", row.id(), "verdict", row.verdict(), "score", row.score(), "max", row.max(),
                "wallMs", wallMs, "done", eta.done(), "todo", eta.total()));
        if (eta.secondsLeft() >= 0) {
            line.put("secondsLeft", eta.secondsLeft());
        }
        say(line);
    }

    @Override
    public void close() {
        say(Map.of("event", "ends", "done", eta.done(), "todo", eta.total()));
    }

    private void say(Map<String, Object> line) {
        out.println(Json.line(line));
    }
}

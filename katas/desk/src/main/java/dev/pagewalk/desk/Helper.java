package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome;
import java.util.ArrayList;
import java.util.List;

/** Gives hints, one step further at each call. */
final class Helper {
    private static final List<String> STEPS = List.of("a question", "a direction", "nearly the answer");

    private final Ink ink;
    private final Desk desk;

    Helper(Ink ink, Desk desk) {
        this.ink = ink;
        this.desk = desk;
    }

    /** One more hint for the task that a kata waits at; if a failure names a rule, the question about that comes first. */
    List<String> forKata(Kata kata) {
        State.Seen seen = desk.state().seen(kata);
        return further(kata, seen.task(), seen.rule());
    }

    /** The same for one of the tests that fail. */
    List<String> forFailure(Kata kata, TestOutcome failure) {
        return further(kata, failure.task(), failure.rule());
    }

    private List<String> further(Kata kata, String named, String rule) {
        Hints hints = Hints.of(desk.home(), kata);
        String task = hints.of(named).isEmpty() ? hints.tasks().get(0) : named;
        List<String> question = Hints.ofRules(desk.home()).of(rule);
        if (question.isEmpty()) {
            return more(hints, task);
        }
        boolean isNew = desk.state().hints(rule) == 0;
        desk.state().showedHints(rule, 1);
        String title = "Hint for rule " + rule + ", which the failing test names: a question";
        List<String> lines = new ArrayList<>(List.of(isNew ? ink.yellow(title) : ink.dim(title)));
        lines.addAll(ink.fill(question.get(0), 2));
        if (!isNew) {
            lines.addAll(more(hints, task));
        }
        return lines;
    }

    /** One more hint for a task: {@code 1.5}. */
    List<String> forTask(String task) {
        Kata kata = Kata.called(task.substring(0, task.indexOf('.')));
        Hints hints = Hints.of(desk.home(), kata);
        if (hints.of(task).isEmpty()) {
            throw new Trouble("There is no task " + task + ": kata " + kata.number() + " has " + String.join(", ", hints.tasks()) + ".");
        }
        return more(hints, task);
    }

    private List<String> more(Hints hints, String task) {
        List<String> all = hints.of(task);
        int before = desk.state().hints(task);
        int shown = Math.min(before + 1, all.size());
        desk.state().showedHints(task, shown);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            String title = "Hint " + (i + 1) + " of " + all.size() + " for task " + task + (i < STEPS.size() ? ": " + STEPS.get(i) : "");
            lines.add(i == shown - 1 ? ink.yellow(title) : ink.dim(title));
            lines.addAll(ink.fill(all.get(i), 2));
        }
        if (before >= all.size()) {
            lines.add(ink.dim("That is all there is."));
        }
        return lines;
    }
}

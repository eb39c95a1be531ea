package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the screen shows while watching: the last verdict, what was asked for, how far the student is, and the keys. */
final class Pane {
    private static final String KEYS = "n next  h hint  l list  c check all  x reset  r run again  q quit";

    private final Desk desk;
    private Ink ink;
    private Optional<Verdict> verdict = Optional.empty();
    private Kata kata;
    private boolean isTrying;
    private List<String> said = List.of();

    Pane(Ink ink, Desk desk) {
        this.ink = ink;
        this.desk = desk;
        this.kata = desk.state().current();
    }

    Ink ink() {
        return ink;
    }

    void use(Ink other) {
        ink = other;
    }

    /** A kata is being tried; what was said about another is over. */
    void trying(Kata now) {
        if (!now.equals(kata)) {
            verdict = Optional.empty();
        }
        kata = now;
        isTrying = true;
    }

    void show(Kata now, Verdict about) {
        kata = now;
        verdict = Optional.of(about);
        isTrying = false;
    }

    /** Something that was asked for, below the verdict. */
    void say(List<String> lines) {
        said = List.copyOf(lines);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        verdict.ifPresentOrElse(about -> lines.addAll(new Report(ink).lines(kata, about)), () -> lines.add(ink.bold(kata.heading())));
        if (isTrying) {
            lines.add(ink.dim("running …"));
        } else if (verdict.filter(Verdict::isDone).isPresent()) {
            lines.add(ink.green("All visible tests pass.") + " n: on with the next kata");
        }
        if (!said.isEmpty()) {
            lines.add("");
            said.forEach(line -> lines.addAll(line.contains("\u001b") ? List.of(line) : ink.wrap(line, 0)));
        }
        lines.add("");
        lines.add(new Overview(ink, desk).bar());
        lines.addAll(ink.wrap(KEYS, 0));
        return lines;
    }
}

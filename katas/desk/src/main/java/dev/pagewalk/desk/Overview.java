package dev.pagewalk.desk;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All katas at a glance. */
final class Overview {
    private static final int TITLES = 50;
    private static final int BAR = 28;

    private final Ink ink;
    private final Desk desk;

    Overview(Ink ink, Desk desk) {
        this.ink = ink;
        this.desk = desk;
    }

    /** A line for each kata; the current one is marked. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Kata current = desk.state().current();
        for (Kata kata : Kata.ALL) {
            boolean here = kata.equals(current);
            String title = String.format("%s %s  %-" + TITLES + "s", here ? "›" : " ", kata.id(), kata.title());
            lines.add((here ? ink.bold(title) : title) + " " + state(kata));
        }
        return lines;
    }

    private String state(Kata kata) {
        if (!Files.exists(kata.source(desk.home()))) {
            return ink.red("gone: kata reset " + kata.id());
        }
        if (!desk.isBegun(kata)) {
            return ink.dim("not begun");
        }
        Optional<State.Seen> seen = desk.seen(kata);
        if (seen.isEmpty()) {
            return ink.yellow("changed, not run");
        }
        String words = seen.get().passed() + " of " + seen.get().tests() + (seen.get().task().isEmpty() ? "" : ", at " + seen.get().task());
        return seen.get().isDone() ? ink.green("✓ visible tests pass") : ink.yellow(seen.get().tests() == 0 ? "does not run" : words);
    }

    /** Of how many katas all visible tests pass. */
    String bar() {
        long done = desk.done();
        int full = (int) (BAR * done / Kata.ALL.size());
        return "[" + ink.green("█".repeat(full)) + ink.dim("░".repeat(BAR - full)) + "] " + done + " of " + Kata.ALL.size() + " katas: visible tests pass";
    }

    /** The first kata after a given one that is not done, from the last on to the first; empty if all are done. */
    Optional<Kata> next(Kata after) {
        int size = Kata.ALL.size();
        for (int i = 1; i <= size; i++) {
            Kata kata = Kata.ALL.get((after.number() + i) % size);
            if (!kata.equals(after) && !desk.isDone(kata)) {
                return Optional.of(kata);
            }
        }
        return desk.isDone(after) ? Optional.empty() : Optional.of(after);
    }
}

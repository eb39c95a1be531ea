package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.BenchProcess;
import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Katas that wait to be tried while the student goes on pressing keys: one after the other, the verdicts go to the pane. */
final class Trials {
    private final Desk desk;
    private final BenchProcess bench;
    private final Pane pane;
    private final Deque<Kata> waiting = new ArrayDeque<>();
    private final List<String> checked = new ArrayList<>();
    private boolean isCheck;
    private Trial running = Trial.NONE;

    private record Trial(Kata kata, byte[] source, CompletableFuture<Verdict> verdict) {
        static final Trial NONE = new Trial(Kata.ALL.get(0), new byte[0], CompletableFuture.completedFuture(null));
    }

    Trials(Desk desk, BenchProcess bench, Pane pane) {
        this.desk = desk;
        this.bench = bench;
        this.pane = pane;
    }

    /** The current kata, and nothing else that still waits. */
    void tryCurrent() {
        isCheck = false;
        waiting.clear();
        waiting.add(desk.state().current());
    }

    /** All of them, a line each. */
    void tryAll() {
        isCheck = true;
        checked.clear();
        waiting.clear();
        waiting.addAll(Kata.ALL);
    }

    /** Takes a verdict that is there, and begins what waits; whether the pane has changed. */
    boolean goOn() {
        boolean changed = running != Trial.NONE && running.verdict.isDone();
        if (changed) {
            finish();
        }
        if (running == Trial.NONE && !waiting.isEmpty()) {
            begin(waiting.remove());
            changed = true;
        }
        return changed;
    }

    private void begin(Kata kata) {
        try {
            byte[] source = desk.source(kata);
            running = new Trial(kata, source, bench.run(kata.job()));
            pane.trying(kata, !isCheck);
        } catch (Trouble gone) {
            pane.say(gone.getMessage());
        }
    }

    private void finish() {
        Verdict verdict = running.verdict.join();
        desk.state().saw(running.kata, Hash.of(running.source), verdict);
        if (isCheck) {
            checked.add(running.kata.id() + "  " + new Report(pane.ink()).summary(verdict));
            pane.say(checked);
        }
        pane.tried(running.kata, verdict);
        running = Trial.NONE;
    }
}

package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.BenchProcess;
import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Katas that wait to be tried while the student goes on pressing keys: one after the other, the verdicts go to the pane. */
final class Trials {
    private final Desk desk;
    private final BenchProcess bench;
    private final Pane pane;
    private final Deque<Kata> waiting = new ArrayDeque<>();
    private final List<String> checked = new ArrayList<>();
    private boolean isCheck;
    private Optional<Trial> running = Optional.empty();

    /** A kata that is being tried, and what its file was when that began. */
    private record Trial(Kata kata, byte[] source, CompletableFuture<Verdict> verdict) {}

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
        Optional<Trial> over = running.filter(trial -> trial.verdict.isDone());
        over.ifPresent(this::finish);
        boolean begins = running.isEmpty() && !waiting.isEmpty();
        if (begins) {
            begin(waiting.remove());
        }
        return over.isPresent() || begins;
    }

    private void begin(Kata kata) {
        try {
            byte[] source = desk.source(kata);
            running = Optional.of(new Trial(kata, source, bench.run(kata.job())));
            pane.trying(kata, !isCheck);
        } catch (Trouble gone) {
            pane.say(gone.sentence());
        }
    }

    private void finish(Trial trial) {
        running = Optional.empty();
        Verdict verdict = trial.verdict.join();
        desk.state().saw(trial.kata, Hash.of(trial.source), verdict);
        if (isCheck) {
            checked.add(trial.kata.id() + "  " + new Report(pane.ink()).summary(verdict));
            pane.say(checked);
        }
        pane.tried(trial.kata, verdict);
    }
}

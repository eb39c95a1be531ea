package dev.pagewalk.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How histories are drawn, told and made shorter. */
@Tag("quick")
class HistoryTest {

    @Test
    void the_same_seed_gives_the_same_history() {
        assertEquals(History.random(7, 24), History.random(7, 24));
    }

    @Test
    void every_kind_of_operation_is_drawn() {
        assertEquals(
                Operation.Kind.values().length,
                History.random(1, 1000).operations().stream().map(Operation::kind).collect(Collectors.toSet()).size());
    }

    @Test
    void what_happens_is_told_a_line_an_operation() {
        History history = new History(List.of(
                new Operation(Operation.Kind.MMAP, 1, 0, 0, 0, 3, 2),
                new Operation(Operation.Kind.STORE, 0, 0, 0, 1, 0, 0),
                new Operation(Operation.Kind.FORK, 0, 0, 0, 0, 0, 0),
                new Operation(Operation.Kind.LOAD, 1, 1, 0, 1, 0, 0)));

        List<String> lines = Trial.on(Trial::small).record(history);

        assertEquals(
                List.of(
                        "CPU 1: mm#1 mmap 0x3fffc000 +4 pages READ WRITE   resident mm#1 0",
                        "CPU 0: mm#1 store 0x3fffd000 = 1   resident mm#1 1",
                        "CPU 0: mm#1 fork = mm#2   resident mm#1 1, mm#2 1",
                        "CPU 1: mm#2 load 0x3fffd000 = 1   resident mm#1 1, mm#2 1"),
                lines.subList(0, 4));
    }

    @Test
    void a_failing_history_is_made_as_short_as_leaving_out_can_make_it() {
        Operation needed = new Operation(Operation.Kind.FORK, 0, 0, 0, 0, 0, 0);
        History history = History.random(3, 50);
        Finding failure = Finding.of(new RuleBroken("rule", "", ""), history.operations().stream().map(Operation::toString).toList());

        Finding shortest = new Shrinking(part -> failsWith(needed.kind(), part), history, failure, 10_000).shrink();

        assertEquals(1, shortest.lines().size());
        assertTrue(shortest.lines().get(0).contains("FORK"));
    }

    @Test
    void making_it_shorter_costs_no_more_than_its_budget() {
        AtomicInteger played = new AtomicInteger();
        History history = History.random(3, 50);
        Finding failure = Finding.of(new RuleBroken("rule", "", ""), List.of("", "", ""));

        new Shrinking(
                        part -> {
                            played.addAndGet(part.size());
                            return failsWith(Operation.Kind.FORK, part);
                        },
                        history,
                        failure,
                        300)
                .shrink();

        assertTrue(played.get() <= 300);
    }

    @Test
    void a_failure_says_rule_expected_actual_and_history() {
        Finding finding = Finding.of(new RuleBroken("I1 refcount", "2", "3"), List.of("first", "second"));

        assertEquals("I1 refcount\n  expected  2\n  but was   3\n  history   first\n  history   second", finding.text());
    }

    @Test
    void sweeping_reaches_every_allocation_once_and_then_ends() {
        AtomicInteger machines = new AtomicInteger();
        Trial trial = Trial.on(() -> {
            machines.incrementAndGet();
            return MachineConfig.standard().withBytes(4 << 20).withCpus(1);
        });
        History history = new History(List.of(new Operation(Operation.Kind.MMAP, 0, 0, 0, 0, 3, 2), new Operation(Operation.Kind.STORE, 0, 0, 0, 1, 0, 0)));

        assertEquals(Optional.empty(), trial.sweep(history));
        // three tables and a page, then once without a failure
        assertEquals(5, machines.get());
    }

    private static Optional<Finding> failsWith(Operation.Kind kind, History history) {
        List<String> lines = history.operations().stream().map(Operation::toString).toList();
        boolean fails = history.operations().stream().anyMatch(op -> op.kind() == kind);
        return fails ? Optional.of(Finding.of(new RuleBroken("rule", "", ""), lines)) : Optional.empty();
    }
}

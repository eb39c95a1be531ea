package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import java.util.List;

/**
 * Three philosophers, three forks: if each takes the left one first, all may wait forever.
 *
 * <p>Source: Dijkstra, "Hierarchical ordering of sequential processes", Acta Informatica 1(2), 1971.
 */
final class Philosophers {
    private static final int SEATS = 3;

    private Philosophers() {}

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, table("Philosophers: lower fork first", true)),
                Sample.wrong(MemoryModel.SC, table("Philosophers: left fork first", false)));
    }

    private static Scenario<Variable[]> table(String name, boolean ordered) {
        Scenario<Variable[]> scenario = Scenario.named(name).setUp(hook -> Variable.array(hook, "fork", SEATS));
        for (int seat = 0; seat < SEATS; seat++) {
            int left = seat;
            int right = (seat + 1) % SEATS;
            boolean swap = ordered && right < left;
            scenario = scenario.cpu("CPU " + seat + ": eat", forks -> eat(left, forks[swap ? right : left], forks[swap ? left : right]));
        }
        return scenario;
    }

    private static void eat(int philosopher, Variable first, Variable second) {
        first.lock(philosopher);
        second.lock(philosopher);
        second.unlock();
        first.unlock();
    }
}

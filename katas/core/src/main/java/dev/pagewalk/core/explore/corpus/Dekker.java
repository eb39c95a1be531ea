package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/**
 * Dekker's algorithm for two CPUs: who has not the turn steps back and waits for it.
 *
 * <p>Source: Dijkstra, "Cooperating sequential processes", EWD 123, 1965.
 */
final class Dekker extends CriticalSection {
    private final Variable[] wants;
    private final Variable turn;
    private final boolean fenced;
    private final boolean stepsBack;

    private Dekker(Hook hook, boolean fenced, boolean stepsBack) {
        super(hook);
        wants = Variable.array(hook, "wants", 2);
        turn = new Variable(hook, "turn", 0);
        this.fenced = fenced;
        this.stepsBack = stepsBack;
    }

    static List<Sample> samples() {
        return List.of(
                right(MemoryModel.SC, "Dekker: as published", 2, hook -> new Dekker(hook, false, true)),
                wrong(MemoryModel.SC, "Dekker: nobody steps back", 2, hook -> new Dekker(hook, false, false)),
                wrong(MemoryModel.TSO, "Dekker: no fence", 2, hook -> new Dekker(hook, false, true)),
                right(MemoryModel.TSO, "Dekker: full fence", 2, hook -> new Dekker(hook, true, true)),
                right(MemoryModel.WEAK, "Dekker: full fence", 2, hook -> new Dekker(hook, true, true)));
    }

    @Override
    void attempt(int cpu) {
        int other = 1 - cpu;
        want(cpu);
        while (wants[other].loadAcquire() == 1) {
            if (turn.load() != cpu && stepsBack) {
                wants[cpu].store(0);
                turn.await(Until.EQUALS, cpu);
                want(cpu);
            }
            wants[other].await(Until.EQUALS, 0);
        }
        inside(cpu);
        turn.store(other);
        wants[cpu].storeRelease(0);
    }

    private void want(int cpu) {
        wants[cpu].store(1);
        if (fenced) {
            mb();
        }
    }
}

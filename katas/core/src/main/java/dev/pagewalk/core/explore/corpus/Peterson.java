package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import java.util.List;

/**
 * Peterson's algorithm for two CPUs. It waits for a condition on two cells, which no await can: a CPU looks twice, then
 * gives up.
 *
 * <p>Source: Peterson, "Myths about the mutual exclusion problem", Information Processing Letters 12(3), 1981.
 */
final class Peterson extends CriticalSection {
    private static final int LOOKS = 2;

    private final Variable[] wants;
    private final Variable turn;
    private final boolean fenced;
    private final boolean flagFirst;

    private Peterson(Hook hook, boolean fenced, boolean flagFirst) {
        super(hook);
        wants = Variable.array(hook, "wants", 2);
        turn = new Variable(hook, "turn", 0);
        this.fenced = fenced;
        this.flagFirst = flagFirst;
    }

    static List<Sample> samples() {
        return List.of(
                right(MemoryModel.SC, "Peterson: as published", 2, hook -> new Peterson(hook, false, true)),
                wrong(MemoryModel.SC, "Peterson: turn before flag", 2, hook -> new Peterson(hook, false, false)),
                wrong(MemoryModel.TSO, "Peterson: no fence", 2, hook -> new Peterson(hook, false, true)),
                right(MemoryModel.TSO, "Peterson: full fence", 2, hook -> new Peterson(hook, true, true)),
                right(MemoryModel.WEAK, "Peterson: full fence", 2, hook -> new Peterson(hook, true, true)));
    }

    @Override
    void attempt(int cpu) {
        int other = 1 - cpu;
        if (flagFirst) {
            wants[cpu].store(1);
        }
        if (fenced) {
            turn.getAndSet(other);
            mb();
        } else {
            turn.store(other);
        }
        wants[cpu].store(1);
        for (int look = 0; look < LOOKS; look++) {
            if (wants[other].loadAcquire() == 0 || turn.loadAcquire() == cpu) {
                inside(cpu);
                break;
            }
        }
        wants[cpu].storeRelease(0);
    }
}

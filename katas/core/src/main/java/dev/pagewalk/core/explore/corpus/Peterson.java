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
    private final How how;

    private enum How { PLAIN, TURN_FIRST, FENCE, EXCHANGE }

    private Peterson(Hook hook, How how) {
        super(hook);
        this.how = how;
        wants = Variable.array(hook, "wants", 2);
        turn = new Variable(hook, "turn", 0);
    }

    static List<Sample> samples() {
        return List.of(
                right(MemoryModel.SC, "Peterson: as published", 2, hook -> new Peterson(hook, How.PLAIN)),
                wrong(MemoryModel.SC, "Peterson: turn before flag", 2, hook -> new Peterson(hook, How.TURN_FIRST)),
                wrong(MemoryModel.TSO, "Peterson: no fence", 2, hook -> new Peterson(hook, How.PLAIN)),
                right(MemoryModel.TSO, "Peterson: full fence", 2, hook -> new Peterson(hook, How.FENCE)),
                wrong(MemoryModel.WEAK, "Peterson: full fence", 2, hook -> new Peterson(hook, How.FENCE)),
                right(MemoryModel.WEAK, "Peterson: turn exchanged", 2, hook -> new Peterson(hook, How.EXCHANGE)));
    }

    @Override
    void attempt(int cpu) {
        int other = 1 - cpu;
        if (how == How.TURN_FIRST) {
            turn.store(other);
            wants[cpu].store(1);
        } else {
            wants[cpu].store(1);
            giveTurn(other);
        }
        for (int look = 0; look < LOOKS; look++) {
            if (wants[other].loadAcquire() == 0 || turn.loadAcquire() == cpu) {
                inside(cpu);
                break;
            }
        }
        wants[cpu].storeRelease(0);
    }

    private void giveTurn(int other) {
        if (how == How.EXCHANGE) {
            turn.getAndSet(other);
        } else {
            turn.store(other);
        }
        if (how == How.FENCE) {
            mb();
        }
    }
}

package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/**
 * Lamport's bakery for two CPUs: each takes a number one above the other's, the lower one goes first.
 *
 * <p>Source: Lamport, Communications of the ACM 17(8), pages 453-455, 1974.
 */
final class Bakery extends CriticalSection {
    private final Variable[] choosing;
    private final Variable[] number;
    private final boolean fenced;
    private final boolean waitsForChoice;

    private Bakery(Hook hook, boolean fenced, boolean waitsForChoice) {
        super(hook);
        choosing = Variable.array(hook, "choosing", 2);
        number = Variable.array(hook, "number", 2);
        this.fenced = fenced;
        this.waitsForChoice = waitsForChoice;
    }

    static List<Sample> samples() {
        return List.of(
                right(MemoryModel.SC, "Bakery: as published", 2, hook -> new Bakery(hook, false, true)),
                wrong(MemoryModel.SC, "Bakery: no choosing flag", 2, hook -> new Bakery(hook, false, false)),
                wrong(MemoryModel.TSO, "Bakery: no fence", 2, hook -> new Bakery(hook, false, true)),
                right(MemoryModel.TSO, "Bakery: full fences", 2, hook -> new Bakery(hook, true, true)),
                right(MemoryModel.WEAK, "Bakery: full fences", 2, hook -> new Bakery(hook, true, true)));
    }

    @Override
    void attempt(int cpu) {
        int other = 1 - cpu;
        choosing[cpu].store(1);
        fence();
        number[cpu].store(number[other].load() + 1);
        fence();
        choosing[cpu].storeRelease(0);
        fence();
        if (waitsForChoice) {
            choosing[other].await(Until.EQUALS, 0);
        }
        fence();
        long mine = number[cpu].load();
        long theirs = number[other].loadAcquire();
        while (theirs != 0 && (theirs < mine || theirs == mine && other < cpu)) {
            theirs = number[other].await(Until.DIFFERS, theirs);
        }
        inside(cpu);
        number[cpu].storeRelease(0);
    }

    private void fence() {
        if (fenced) {
            mb();
        }
    }
}

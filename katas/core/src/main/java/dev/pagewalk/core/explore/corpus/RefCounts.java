package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Program;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import java.util.List;

/** Idioms of reference counts: the last put frees, once; nobody gets what is freed. */
final class RefCounts {
    private final Variable count;
    private final Variable freed;

    private RefCounts(Hook hook, long initial) {
        count = new Variable(hook, "refcount", initial);
        freed = new Variable(hook, "freed", 0);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, twoPuts("Refcount: put by one update", RefCounts::put)),
                Sample.wrong(MemoryModel.SC, twoPuts("Refcount: put, then look", RefCounts::putThenLook)),
                Sample.wrong(MemoryModel.SC, twoPuts("Refcount: look, then put", RefCounts::lookThenPut)),
                Sample.wrong(MemoryModel.SC, twoPuts("Refcount: not atomic", RefCounts::putInTwoSteps)),
                Sample.right(MemoryModel.SC, getPut("Refcount: get unless zero", RefCounts::getUnlessZero)),
                Sample.wrong(MemoryModel.SC, getPut("Refcount: check, then get", RefCounts::checkThenGet)),
                Sample.right(MemoryModel.WEAK, getPut("Refcount: get unless zero", RefCounts::getUnlessZero)));
    }

    private static Scenario<RefCounts> twoPuts(String name, Program<RefCounts> put) {
        return Scenario.named(name)
                .setUp(hook -> new RefCounts(hook, 2))
                .cpu("CPU 0: put", put)
                .cpu("CPU 1: put", put)
                .atEnd(world -> Sample.check(world.freed.load() == 1, "two references, two puts: freed " + world.freed.load() + " times"));
    }

    private static Scenario<RefCounts> getPut(String name, Program<RefCounts> get) {
        return Scenario.named(name)
                .setUp(hook -> new RefCounts(hook, 1))
                .cpu("CPU 0: put the last reference", RefCounts::put)
                .cpu("CPU 1: get, use, put", get)
                .atEnd(world -> Sample.check(world.freed.load() == 1, "freed " + world.freed.load() + " times"));
    }

    private void put() {
        if (count.getAndAdd(-1) == 1) {
            free();
        }
    }

    private void putThenLook() {
        count.getAndAdd(-1);
        if (count.load() == 0) {
            free();
        }
    }

    private void lookThenPut() {
        boolean last = count.load() == 1;
        count.getAndAdd(-1);
        if (last) {
            free();
        }
    }

    private void putInTwoSteps() {
        long now = count.load() - 1;
        count.store(now);
        if (now == 0) {
            free();
        }
    }

    private void free() {
        freed.getAndAdd(1);
    }

    private void getUnlessZero() {
        if (count.addUnless(1, 0)) {
            use();
            put();
        }
    }

    private void checkThenGet() {
        if (count.load() != 0) {
            count.getAndAdd(1);
            use();
            put();
        }
    }

    private void use() {
        Sample.check(freed.load() == 0, "used after it was freed");
    }
}

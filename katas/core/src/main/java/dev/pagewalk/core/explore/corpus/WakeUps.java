package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Program;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/**
 * A sleeper says that it sleeps, looks for work once more, and sleeps; a waker brings work, and wakes it if it sleeps.
 * Each must write before it looks, or the wake-up is lost.
 */
final class WakeUps {
    private final Hook hook;
    private final Variable work;
    private final Variable asleep;
    private final Variable alarm;

    private WakeUps(Hook hook) {
        this.hook = hook;
        work = new Variable(hook, "work", 0);
        asleep = new Variable(hook, "asleep", 0);
        alarm = new Variable(hook, "alarm", 0);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, scenario("Wake-up: say, then look", world -> world.sleep(false))),
                Sample.wrong(MemoryModel.SC, scenario("Wake-up: look, then say", WakeUps::lookThenSleep)),
                Sample.wrong(MemoryModel.TSO, scenario("Wake-up: sleeper without fence", world -> world.sleep(false))),
                Sample.right(MemoryModel.TSO, scenario("Wake-up: full fences", world -> world.sleep(true))),
                Sample.right(MemoryModel.WEAK, scenario("Wake-up: full fences", world -> world.sleep(true))));
    }

    private static Scenario<WakeUps> scenario(String name, Program<WakeUps> sleeper) {
        return Scenario.named(name)
                .setUp(WakeUps::new)
                .cpu("CPU 0: bring work, wake", WakeUps::wake)
                .cpu("CPU 1: sleep until there is work", sleeper);
    }

    private void wake() {
        work.store(1);
        Hook.fence(hook, Order.FULL);
        if (asleep.load() == 1) {
            alarm.store(1);
        }
    }

    private void sleep(boolean fenced) {
        asleep.store(1);
        if (fenced) {
            Hook.fence(hook, Order.FULL);
        }
        if (work.load() == 0) {
            alarm.await(Until.EQUALS, 1);
        }
    }

    private void lookThenSleep() {
        if (work.load() == 0) {
            asleep.store(1);
            alarm.await(Until.EQUALS, 1);
        }
    }
}

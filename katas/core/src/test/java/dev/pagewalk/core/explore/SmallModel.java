package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;

/**
 * A program for each CPU, as one letter an access, over the variables x and y and the lock m. For example
 * {@code "SL"}: store x, load y... in capital letters x, in small letters y.
 *
 * <pre>
 *   L l load     S s store     U u add 1     C c compare 0 and set 7     A a await at least 1
 *   ( lock m     ) unlock m    F full fence  R r store release           Q q load acquire
 * </pre>
 */
record SmallModel(String... programs) {
    record World(Variable x, Variable y, Variable m, Hook hook) {
        World(Hook hook) {
            this(new Variable(hook, "x", 0), new Variable(hook, "y", 0), new Variable(hook, "m", 0), hook);
        }
    }

    Scenario<World> scenario() {
        Scenario<World> scenario = Scenario.named(String.join(" | ", programs)).setUp(World::new);
        for (int cpu = 0; cpu < programs.length; cpu++) {
            int me = cpu;
            scenario = scenario.cpu("CPU " + cpu, world -> run(world, me));
        }
        return scenario;
    }

    private void run(World world, int cpu) {
        for (char letter : programs[cpu].toCharArray()) {
            access(world, letter, Character.isLowerCase(letter) ? world.y : world.x, cpu);
        }
    }

    private static void access(World world, char letter, Variable variable, int cpu) {
        switch (Character.toUpperCase(letter)) {
            case 'L' -> variable.load();
            case 'Q' -> variable.loadAcquire();
            case 'S' -> variable.store(cpu + 1);
            case 'R' -> variable.storeRelease(cpu + 1);
            case 'U' -> variable.getAndAdd(1);
            case 'C' -> variable.compareAndSet(0, 7);
            case 'A' -> variable.await(Until.AT_LEAST, 1);
            case '(' -> world.m.lock(cpu);
            case ')' -> world.m.unlock();
            case 'F' -> Hook.fence(world.hook, Order.FULL);
            default -> throw new IllegalArgumentException("no access is called " + letter);
        }
    }
}

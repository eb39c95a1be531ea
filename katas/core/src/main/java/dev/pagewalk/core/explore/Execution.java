package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

/**
 * Tells a scenario once, as a {@link Strategy} wishes, and again, as often as {@link #run} is called.
 *
 * <p>A CPU that comes to an access announces it, lets the strategy decide who goes next, and carries its access out
 * when it is chosen. All of this runs on the CPU's own thread; the {@link Relay} sees to it that there is only one.
 */
final class Execution<W> implements Hook, State, AutoCloseable {
    /** How often a program may catch what ends it before it is left behind. */
    private static final int PATIENCE = 1000;

    private final Scenario<W> scenario;
    private final Memory memory;
    private final int stepBudget;
    private final Relay relay;
    private final int cpus;
    private final Access[] next;
    private final Schedule schedule = new Schedule();

    private Strategy strategy;
    private Recorder recorder;
    private W world;
    /** Sets of CPUs: begun, standing at an access, at their end. */
    private long begun, standing, done;
    private int running;
    private int granted;
    private int way;
    private int last;
    private int refusals;
    private boolean quiet;
    private boolean over;
    private boolean redundant;
    private Defect defect;
    private Error trouble;

    Execution(Scenario<W> scenario, Memory memory, int stepBudget) {
        this.scenario = scenario;
        this.memory = memory;
        this.stepBudget = stepBudget;
        cpus = scenario.cpus().size();
        next = memory.accesses();
        relay = Relay.of(cpus, this::live);
    }

    /** Tells the story once. */
    void run(Strategy strategy, Recorder recorder) {
        this.strategy = strategy;
        this.recorder = recorder;
        reset();
        if (setUp()) {
            int first = decide();
            if (first != Relay.EXPLORER) {
                relay.run(first);
            }
            unwind();
            atEnd();
        }
        quiet = true;
        world = null;
        if (trouble != null) {
            throw trouble;
        }
    }

    /** What went wrong, or null. */
    Defect defect() {
        return defect;
    }

    /** Whether the strategy gave it up. */
    boolean isRedundant() {
        return redundant;
    }

    Schedule schedule() {
        return schedule;
    }

    private void reset() {
        memory.clear();
        schedule.clear();
        begun = standing = done = 0;
        granted = Relay.EXPLORER;
        last = -1;
        over = redundant = false;
        defect = null;
        trouble = null;
    }

    private boolean setUp() {
        quiet = true;
        try {
            world = scenario.build(this);
        } catch (Throwable thrown) {
            fail(Reason.SET_UP, -1, thrown);
        }
        quiet = false;
        return defect == null;
    }

    private void atEnd() {
        if (defect == null && !redundant && scenario.endCheck() != null) {
            check(scenario.endCheck(), Reason.END_CHECK, -1);
        }
    }

    private void check(Program<W> program, Reason reason, int cpu) {
        quiet = true;
        try {
            program.run(world);
        } catch (Throwable thrown) {
            fail(reason, cpu, thrown);
        } finally {
            quiet = false;
        }
    }

    private void fail(Reason reason, int cpu, Throwable cause) {
        end(new Defect(reason, cpu, cause));
    }

    private void end(Defect why) {
        if (defect == null) {
            defect = why;
        }
        over = true;
    }

    /** Throws what is left of the programs away. */
    private void unwind() {
        over = true;
        for (int cpu = 0; cpu < cpus; cpu++) {
            if ((begun & ~done & bit(cpu)) != 0) {
                running = cpu;
                refusals = 0;
                relay.run(cpu);
            }
        }
    }

    // ---- on the threads of the CPUs ----

    /** A CPU's program from its beginning to its end; returns who is next. */
    private int live(int cpu) {
        try {
            scenario.cpus().get(cpu).program().run(world);
        } catch (Unwind given) {
            // as intended
        } catch (Throwable thrown) {
            if (!over) {
                fail(Reason.THROWN, cpu, thrown);
            }
        }
        done |= bit(cpu);
        if (!over && granted == cpu) {
            end(astray(cpu));
        }
        return over ? Relay.EXPLORER : decide();
    }

    private Defect astray(int cpu) {
        return new Defect(Reason.NOT_DETERMINISTIC, cpu, new Stuck("after the same steps CPU " + cpu
                + " did something else than before: does it depend on time, chance, identity or static state?"));
    }

    /** A CPU stands at an access: waits until it is chosen, and carries the access out. */
    private long step(Access access) {
        int me = access.agent;
        if (over) {
            throw refuse(me);
        }
        memory.announce(access);
        standing |= bit(me);
        while (granted != me) {
            relay.pass(me, decide());
            if (over) {
                throw refuse(me);
            }
        }
        granted = Relay.EXPLORER;
        if (!memory.isEnabled(access)) {
            end(astray(me));
            throw refuse(me);
        }
        carryOut(access);
        if (over) {
            throw refuse(me);
        }
        return access.result();
    }

    private Unwind refuse(int cpu) {
        if (++refusals > PATIENCE) {
            done |= bit(cpu);
            relay.abandon(cpu);
        }
        return new Unwind();
    }

    private void carryOut(Access access) {
        int agent = access.agent;
        memory.perform(access, way);
        if (recorder != null) {
            recorder.record(this, access);
        }
        strategy.performed(this, access);
        standing &= ~bit(agent);
        schedule.add(agent, way);
        if (agent < cpus) {
            last = agent;
        }
        if (scenario.stepCheck() != null) {
            check(scenario.stepCheck(), Reason.STEP_CHECK, agent);
        }
    }

    /** Who runs next: one that is chosen, or one whose first access is not known yet, or the explorer. */
    private int decide() {
        try {
            return running = choose();
        } catch (StackOverflowError deep) {
            throw deep;
        } catch (RuntimeException | Error bug) {
            trouble = new AssertionError("the explorer itself failed after " + schedule.text(cpus), bug);
            over = true;
            return Relay.EXPLORER;
        }
    }

    private int choose() {
        while (!over) {
            if (strategy.looksAhead(schedule.length())) {
                long fresh = bit(cpus) - 1 & ~begun;
                if (fresh != 0) {
                    int cpu = Long.numberOfTrailingZeros(fresh);
                    begun |= bit(cpu);
                    return cpu;
                }
                if (enabled() == 0) {
                    endsByItself();
                    break;
                }
            }
            int step = strategy.choose(this);
            if (step == Strategy.STOP) {
                redundant = over = true;
            } else if (schedule.length() == stepBudget) {
                end(endless());
            } else if (grant(step)) {
                return granted;
            }
        }
        return Relay.EXPLORER;
    }

    private void endsByItself() {
        over = true;
        if (done != bit(cpus) - 1) {
            strategy.ended(this);
            Access[] waiting = new Access[cpus];
            for (int cpu = 0; cpu < cpus; cpu++) {
                waiting[cpu] = next(cpu);
            }
            end(Waiting.defect(waiting, cpus));
        }
    }

    private Defect endless() {
        return new Defect(Reason.LIVELOCK, last, new Stuck("not done after " + stepBudget
                + " steps: does somebody spin on a plain read? To wait for a write, await it, or take a lock"));
    }

    /** True if a CPU is to go on; the step of any other agent has then been carried out already. */
    private boolean grant(int step) {
        int agent = Strategy.agent(step);
        way = Strategy.choice(step);
        if (agent < cpus) {
            begun |= bit(agent);
            granted = agent;
            return true;
        }
        carryOut(next[agent]);
        return false;
    }

    // ---- State ----

    @Override
    public int depth() {
        return schedule.length();
    }

    @Override
    public long enabled() {
        long enabled = 0;
        for (int agent = 0; agent < next.length; agent++) {
            if (stands(agent) && memory.isEnabled(next[agent])) {
                enabled |= bit(agent);
            }
        }
        return enabled;
    }

    private boolean stands(int agent) {
        return agent >= cpus || (standing & bit(agent)) != 0;
    }

    @Override
    public int last() {
        return last;
    }

    @Override
    public Access next(int agent) {
        return stands(agent) ? next[agent] : null;
    }

    @Override
    public int choices(int agent) {
        return memory.choices(next[agent]);
    }

    @Override
    public Memory memory() {
        return memory;
    }

    // ---- Hook ----

    @Override
    public int cpu() {
        return quiet ? 0 : running;
    }

    @Override
    public long load(Cells cells, long index, Order order) {
        if (quiet) {
            return cells.peek(index);
        }
        return step(next[running].set(Kind.LOAD, cells, index, order));
    }

    @Override
    public void store(Cells cells, long index, long value, Order order) {
        if (quiet) {
            cells.poke(index, value);
        } else {
            step(next[running].set(Kind.STORE, cells, index, order).operands(value, 0));
        }
    }

    @Override
    public long update(Cells cells, long index, Update update, long a, long b) {
        if (quiet) {
            return Hook.update(null, cells, index, update, a, b);
        }
        Access access = next[running].set(Kind.UPDATE, cells, index, Order.FULL).operands(a, b);
        access.update = update;
        return step(access);
    }

    @Override
    public long await(Cells cells, long index, Until until, long bound) {
        if (quiet) {
            return Hook.await(null, cells, index, until, bound);
        }
        Access access = next[running].set(Kind.AWAIT, cells, index, Order.ACQUIRE).operands(bound, 0);
        access.until = until;
        return step(access);
    }

    @Override
    public void fence(Order order) {
        if (!quiet) {
            step(next[running].set(Kind.FENCE, null, 0, order));
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}

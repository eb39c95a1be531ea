package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

import java.util.Optional;

/**
 * Tells a scenario over and over, each time as a {@link Strategy} wishes.
 *
 * <p>A CPU that comes to an access announces it, lets the strategy decide who goes next, and carries its access out
 * when it is chosen. All of this runs on the CPU's own thread; the {@link Relay} sees to it that only one runs.
 *
 * <p>Handing over between threads is what costs time. So whoever ends an execution begins the next one on his own
 * thread, and a CPU that stands in the middle of an old execution is left there until its turn comes: then an
 * {@link Unwind} ends its old program before the new one begins.
 */
final class Execution<W> extends Accesses implements State, AutoCloseable {
    /** How often a program may catch what ends it before it is left behind. */
    private static final int PATIENCE = 1000;
    /** How many programs may be left behind before there is no next execution. */
    private static final int MOST_ABANDONED = 8;

    private final Scenario<W> scenario;
    private final Memory memory;
    private final int stepBudget;
    private final Relay relay;
    private final int cpus;
    private final Schedule schedule = new Schedule();

    /** Until {@link #run} is told another one: nothing happens. */
    private Course course = new Telling(new Follow(schedule, true), Recorder.NOBODY);

    private Strategy strategy = course.strategy();
    private Recorder recorder = course.recorder();

    @SuppressWarnings("NullAway.Init") // every execution begins with its set-up, and there is no W that could stand in before
    private W world;

    /** Which execution this is, and in which one each CPU's program began. */
    private int epoch;
    private final int[] life;
    /** Sets of CPUs: begun, standing at an access, at their end. */
    private long begun, standing, done;
    private int granted;
    private int way;
    private int last;
    private final int[] refusals;
    private boolean over;
    private boolean redundant;
    private Optional<Defect> defect = Optional.empty();
    private Optional<Error> trouble = Optional.empty();
    private int abandoned;

    Execution(Scenario<W> scenario, Memory memory, int stepBudget) {
        super(memory.accesses());
        this.scenario = scenario;
        this.memory = memory;
        this.stepBudget = stepBudget;
        cpus = scenario.cpus().size();
        life = new int[cpus];
        refusals = new int[cpus];
        if (scenario.isInEveryState()) {
            memory.showEveryState();
        }
        relay = Relay.of(cpus, this::live);
    }

    /** Tells the story as long as the course goes. */
    void run(Course course) {
        this.course = course;
        over = true;
        int first = nextExecution();
        if (first != Relay.EXPLORER) {
            relay.run(first);
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    /** What went wrong. */
    Optional<Defect> defect() {
        return defect;
    }

    /** Whether the strategy gave it up. */
    boolean isRedundant() {
        return redundant;
    }

    /** Whether its programs catch what should end them, so that no more executions can be run. */
    boolean isUnstoppable() {
        return abandoned >= MOST_ABANDONED;
    }

    Schedule schedule() {
        return schedule;
    }

    /** Ends executions until there is one that goes on; returns the CPU that does. */
    private int nextExecution() {
        while (over && trouble.isEmpty() && !isUnstoppable() && course.begins()) {
            prepare();
            int cpu = over ? Relay.EXPLORER : decide();
            if (!over) {
                return cpu;
            }
            conclude();
        }
        return Relay.EXPLORER;
    }

    private void prepare() {
        epoch++;
        strategy = course.strategy();
        recorder = course.recorder();
        memory.clear();
        schedule.clear();
        begun = standing = done = 0;
        granted = Relay.EXPLORER;
        last = -1;
        over = redundant = false;
        defect = Optional.empty();
        setUp();
    }

    private void setUp() {
        quiet = true;
        try {
            world = scenario.build(this);
        } catch (Throwable thrown) {
            fail(Reason.SET_UP, -1, thrown);
        }
        quiet = false;
        if (!over) {
            check(scenario.watcher(), Reason.SET_UP, -1);
        }
    }

    private void conclude() {
        if (trouble.isEmpty()) {
            if (defect.isEmpty() && !redundant) {
                check(scenario.endCheck(), Reason.END_CHECK, -1);
                if (defect.isPresent()) {
                    check(scenario.watcher(), Reason.END_CHECK, -1);
                }
            }
            course.ended(this);
        }
    }

    private void check(Optional<Program<W>> program, Reason reason, int cpu) {
        if (program.isEmpty()) {
            return;
        }
        quiet = true;
        try {
            program.get().run(world);
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
        if (defect.isEmpty()) {
            defect = Optional.of(why);
        }
        over = true;
    }

    /** A CPU's program from its beginning to its end, or what follows an execution; returns who is next. */
    private int live(int cpu) {
        if (!over) {
            life[cpu] = epoch;
            refusals[cpu] = 0;
            runProgram(cpu);
            if (life[cpu] != epoch) {
                return cpu;
            }
            done |= bit(cpu);
            int next = over ? Relay.EXPLORER : decide();
            if (!over) {
                return next;
            }
        }
        conclude();
        return nextExecution();
    }

    private void runProgram(int cpu) {
        try {
            scenario.cpus().get(cpu).program().run(world);
        } catch (Unwind given) {
            return;
        } catch (Throwable thrown) {
            if (isAlive(cpu)) {
                fail(Reason.THROWN, cpu, thrown);
            }
        }
        if (isAlive(cpu) && granted == cpu) {
            end(Defect.astray(cpu));
        }
    }

    /** Whether a CPU's program belongs to the execution that runs now; if not, it is to end. */
    private boolean isAlive(int cpu) {
        return !over && life[cpu] == epoch;
    }

    /** A CPU stands at an access: waits until it is chosen, and carries the access out. */
    @Override
    long step(Access access) {
        int me = access.agent;
        insist(me);
        memory.announce(access);
        standing |= bit(me);
        while (granted != me) {
            int next = decide();
            insist(me);
            relay.pass(me, next);
            insist(me);
        }
        granted = Relay.EXPLORER;
        if (!memory.isEnabled(access)) {
            end(Defect.astray(me));
        } else {
            carryOut(access);
        }
        insist(me);
        return access.result();
    }

    /** Ends the program of a CPU whose execution is over. */
    private void insist(int cpu) {
        if (!isAlive(cpu)) {
            if (++refusals[cpu] > PATIENCE) {
                abandoned++;
                relay.abandon(cpu);
            }
            throw new Unwind();
        }
    }

    private void carryOut(Access access) {
        int agent = access.agent;
        memory.perform(access, way);
        recorder.record(this, access);
        strategy.performed(this, access);
        standing &= ~bit(agent);
        schedule.add(agent, way);
        if (agent < cpus) {
            last = agent;
        }
        check(scenario.watcher(), Reason.STEP_CHECK, agent);
        check(scenario.stepCheck(), Reason.STEP_CHECK, agent);
    }

    /** Who runs next: one that is chosen, or one whose first access is not known yet; nobody if this is the end. */
    private int decide() {
        try {
            int next = choose();
            running = next == Relay.EXPLORER ? running : next;
            return next;
        } catch (StackOverflowError deep) {
            throw deep;
        } catch (RuntimeException | Error bug) {
            trouble = Optional.of(new AssertionError("the explorer itself failed after " + schedule.text(cpus), bug));
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
                    endByItself();
                    break;
                }
            }
            int step = strategy.choose(this);
            if (step == Strategy.STOP) {
                redundant = over = true;
            } else if (schedule.length() == stepBudget) {
                end(Defect.endless(last, stepBudget));
            } else if (grant(step)) {
                return granted;
            }
        }
        return Relay.EXPLORER;
    }

    private void endByItself() {
        over = true;
        if (done != bit(cpus) - 1) {
            strategy.ended(this);
            end(Waiting.defect(this));
        }
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
        if (memory.isEnabled(next[agent])) {
            carryOut(next[agent]);
        } else {
            end(Defect.astray(agent % cpus));
        }
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

    @Override
    public boolean stands(int agent) {
        return agent >= cpus || (standing & bit(agent)) != 0;
    }

    @Override
    public int last() {
        return last;
    }

    @Override
    public Access next(int agent) {
        return next[agent];
    }

    @Override
    public int choices(int agent) {
        return memory.choices(next[agent]);
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public void close() {
        epoch++;
        relay.close();
    }
}

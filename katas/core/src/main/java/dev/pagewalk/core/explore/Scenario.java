package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A story of CPUs that run at the same time: set up, CPU 0 does this, CPU 1 does that, and what must hold.
 *
 * <pre>{@code
 * Scenario.named("two increments")
 *         .setUp(hook -> new Variable(hook, "x", 0))
 *         .cpu("CPU 0: x++", x -> x.store(x.load() + 1))
 *         .cpu("CPU 1: x++", x -> x.store(x.load() + 1))
 *         .atEnd(x -> check(x.load() == 2));
 * }</pre>
 *
 * <p>The story is told many times over, so it must be the same story each time: all that CPUs share lives in the
 * world that the set-up builds, is reached through the hook, and nothing depends on time or chance.
 * Scenarios are values: each method returns a new one.
 *
 * @param <W> the world
 */
public final class Scenario<W> {
    /** More CPUs than this would not fit a schedule of one digit a step. */
    public static final int MOST_CPUS = 10;

    /** A CPU: what it is called, and what it does. */
    record Cpu<W>(String title, Program<W> program) {}

    private final String name;
    private final Function<Hook, W> setUp;
    private final List<Cpu<W>> cpus;
    private final Optional<Program<W>> afterEachStep;
    private final Optional<Program<W>> atEnd;
    private final Optional<Program<W>> watcher;
    private final boolean everyState;

    private Scenario(
            String name,
            Function<Hook, W> setUp,
            List<Cpu<W>> cpus,
            Optional<Program<W>> afterEachStep,
            Optional<Program<W>> atEnd,
            Optional<Program<W>> watcher,
            boolean everyState) {
        this.name = name;
        this.setUp = setUp;
        this.cpus = cpus;
        this.afterEachStep = afterEachStep;
        this.atEnd = atEnd;
        this.watcher = watcher;
        this.everyState = everyState;
    }

    /** The first words of a story. */
    public static Title named(String name) {
        return new Title(Objects.requireNonNull(name, "name"));
    }

    /**
     * A name that has no world yet.
     *
     * @param name one line, as people say it: {@code last put / last put}
     */
    public record Title(String name) {
        /**
         * Builds a fresh world for each execution. Runs quietly: the hook carries its accesses out at once.
         *
         * @param <W> the world
         */
        public <W> Scenario<W> setUp(Function<Hook, W> setUp) {
            Objects.requireNonNull(setUp, "setUp");
            return new Scenario<>(name, setUp, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        }
    }

    /** The next CPU; the order of the calls numbers them from 0. */
    public Scenario<W> cpu(String title, Program<W> program) {
        if (cpus.size() == MOST_CPUS) {
            throw new IllegalArgumentException("a scenario has at most " + MOST_CPUS + " CPUs: a schedule has one digit a step");
        }
        List<Cpu<W>> more = new ArrayList<>(cpus);
        more.add(new Cpu<>(title, Objects.requireNonNull(program, "program")));
        return new Scenario<>(name, setUp, List.copyOf(more), afterEachStep, atEnd, watcher, everyState);
    }

    /**
     * What must hold after every access; throws if it does not. Its own accesses are carried out at once.
     *
     * <p>Engines that leave out equivalent orders run one order of accesses that have nothing to do with each other.
     * A check of two unrelated cells at once therefore sees each of their values, but not every combination, unless
     * {@link #inEveryState} asks for that.
     */
    public Scenario<W> afterEachStep(Program<W> check) {
        return new Scenario<>(name, setUp, cpus, Optional.of(check), atEnd, watcher, everyState);
    }

    /**
     * Shows the check after each step every combination of values that can be reached, by running all writes in every
     * order, related or not. For scenarios of few writes: there are many more executions.
     */
    public Scenario<W> inEveryState() {
        return new Scenario<>(name, setUp, cpus, afterEachStep, atEnd, watcher, true);
    }

    /** What must hold when all CPUs are done; throws if it does not. Its own accesses are carried out at once. */
    public Scenario<W> atEnd(Program<W> check) {
        return new Scenario<>(name, setUp, cpus, afterEachStep, Optional.of(check), watcher, everyState);
    }

    /**
     * Shows the world to somebody who draws it: once when it is built, after every step, before what must hold is
     * checked, and as what must hold at the end has left it, if that does not hold. The watcher changes nothing, and its own accesses are carried out at once.
     */
    public Scenario<W> watchedBy(Program<W> camera) {
        return new Scenario<>(name, setUp, cpus, afterEachStep, atEnd, Optional.of(camera), everyState);
    }

    /** As given to {@link #named}. */
    public String name() {
        return name;
    }

    /** The titles of the CPUs, in order. */
    public List<String> titles() {
        return cpus.stream().map(Cpu::title).toList();
    }

    List<Cpu<W>> cpus() {
        return cpus;
    }

    W build(Hook hook) {
        return setUp.apply(hook);
    }

    boolean isInEveryState() {
        return everyState;
    }

    Optional<Program<W>> stepCheck() {
        return afterEachStep;
    }

    Optional<Program<W>> endCheck() {
        return atEnd;
    }

    Optional<Program<W>> watcher() {
        return watcher;
    }
}

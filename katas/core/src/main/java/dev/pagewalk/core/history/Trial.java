package dev.pagewalk.core.history;

import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How histories are played: on which machine, with which allocation failing, with which order of exits. A value: each
 * {@code with…} gives a new one.
 *
 * <pre>{@code
 *   Trial trial = Trial.on(() -> MachineConfig.standard().withBytes(16 << 20).withOps(ops()));
 *   trial.examine(History.random(seed, 24)).ifPresent(finding -> fail(finding.text()));
 * }</pre>
 *
 * @param config gives a configuration for each machine that is booted; the katas in it may be new ones each time
 * @param failing the how-manieth allocation fails; 0 = none
 * @param order the order of exits at the end: each number is one of the orders, 0 = oldest first
 * @param budget how many operations may be played to make a failing history shorter
 * @param filmed whether pictures of the tables are taken on the way
 */
public record Trial(Supplier<MachineConfig> config, int failing, int order, int budget, boolean filmed) {
    private static final int BUDGET = 4000;
    private static final int ORDERS = 24;
    private static final long SMALL = 16 << 20;

    /** No allocation fails, and the oldest exits first. */
    public static Trial on(Supplier<MachineConfig> config) {
        return new Trial(config, 0, 0, BUDGET, false);
    }

    /** A small machine: 16 MiB, two CPUs, without katas. */
    public static MachineConfig small() {
        return MachineConfig.standard().withBytes(SMALL).withCpus(2);
    }

    public Trial withFailing(int allocation) {
        return new Trial(config, allocation, order, budget, filmed);
    }

    public Trial withOrder(int number) {
        return new Trial(config, failing, number, budget, filmed);
    }

    public Trial withBudget(int operations) {
        return new Trial(config, failing, order, operations, filmed);
    }

    /** What is found comes with pictures of the tables. */
    public Trial withFilm() {
        return new Trial(config, failing, order, budget, true);
    }

    /**
     * Plays a history to its end.
     *
     * @return what is wrong, for a short part of the history that shows it; empty if nothing is
     */
    public Optional<Finding> examine(History history) {
        return play(history).map(found -> new Shrinking(this::play, history, found, budget).shrink());
    }

    /** The same history with each of its allocations failing in turn (I28). */
    public Optional<Finding> sweep(History history) {
        for (int n = 1; ; n++) {
            Play play = start(n);
            Optional<Finding> found = play.toTheEnd(history);
            if (found.isPresent()) {
                Trial failed = withFailing(n);
                return Optional.of(new Shrinking(failed::play, history, found.get(), budget).shrink());
            }
            if (!play.hasFailed()) {
                return Optional.empty();
            }
        }
    }

    /** The same history with every order of exits at its end (I29): at most 24, for 4 processes. */
    public Optional<Finding> exits(History history) {
        for (int n = 0; n < ORDERS; n++) {
            Play play = withOrder(n).start(failing);
            Optional<Finding> found = play.toTheEnd(history);
            if (found.isPresent()) {
                return Optional.of(new Shrinking(withOrder(n)::play, history, found.get(), budget).shrink());
            }
            if (n + 1 >= play.orders()) {
                break;
            }
        }
        return Optional.empty();
    }

    /**
     * What happens, a line an operation, with how it ended and how many pages are resident then: the same on any two machines
     * that a program cannot tell apart.
     *
     * @throws RuntimeException what is wrong, if anything is
     */
    public List<String> record(History history) {
        Play play = start(failing).tellingResidents();
        play.toTheEnd(history).ifPresent(found -> {
            throw found.cause();
        });
        return play.lines();
    }

    private Optional<Finding> play(History history) {
        return start(failing).toTheEnd(history);
    }

    private Play start(int allocation) {
        Play play = new Play(new World(Machine.boot(config.get())), allocation, order);
        return filmed ? play.filmed() : play;
    }
}

package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.hw.Pmu;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an operation costs, in events that the machine counts: exact, and the same on every run.
 *
 * <pre>{@code
 *   Cost.expectNoDearer(submission, CopyPmdRange.class, Rule.I36.text(), "a fork that shares 8 tables", ops -> {
 *       Machine machine = populated(ops);
 *       return Cost.of(machine, () -> machine.syscalls().clone3(parent, true));
 *   }, Map.of(Event.FRAME_ALLOC, 0L, Event.ENTRY_READ, 16L));
 * }</pre>
 */
public final class Cost {
    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    private Cost() {}

    /** Sets a machine up with some katas, and measures an operation on it. */
    @FunctionalInterface
    public interface Measured {
        Cost with(MmOps ops);
    }

    /** Carries an operation out, and counts. */
    public static Cost of(Machine machine, Runnable operation) {
        Pmu pmu = machine.platform().pmu();
        Cost cost = new Cost();
        for (Event event : Event.values()) {
            cost.counts.put(event, -pmu.get(event));
        }
        operation.run();
        for (Event event : Event.values()) {
            cost.counts.merge(event, pmu.get(event), Long::sum);
        }
        return cost;
    }

    /** How often an event came. */
    public long get(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    /**
     * An operation costs no more than a bound.
     *
     * @param rule what it is checked for, for example {@code Rule.I36.text()}
     * @param what the operation, for people
     */
    public void expectAtMost(String rule, String what, Map<Event, Long> bounds) {
        new EnumMap<>(bounds).forEach((event, bound) -> {
            if (get(event) > bound) {
                throw new CheckFailure(rule, "at most " + bound + " x " + event, get(event) + " x " + event, what, "");
            }
        });
    }

    /**
     * With the submission's class for a kata, an operation costs as much as with the reference, and some more.
     *
     * @param rule what it is checked for
     * @param what the operation, for people
     * @param allowance how much more of which events; events that are not named may cost anything
     */
    public static void expectNoDearer(
            Submission submission, Class<?> contract, String rule, String what, Measured measured, Map<Event, Long> allowance) {
        Cost reference = measured.with(Setting.references(submission, contract).ops().get());
        Map<Event, Long> bounds = new EnumMap<>(allowance);
        bounds.replaceAll((event, more) -> reference.get(event) + more);
        measured.with(Setting.of(submission, contract).get(0).ops().get()).expectAtMost(rule, what, bounds);
    }
}

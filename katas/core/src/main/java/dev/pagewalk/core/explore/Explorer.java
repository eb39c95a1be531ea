package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a scenario's CPUs in every order that matters, or as many as a budget allows, and reports the first failure
 * with the shortest schedule that shows it.
 *
 * <p>Nothing depends on time or chance: the same scenario has the same outcome on every run and every JDK.
 * Explorers are values; one may be used for any number of scenarios.
 *
 * <p>The fastest hand-over needs a JDK with virtual threads that has been told
 * {@code -Djdk.virtualThreadScheduler.parallelism=1}: only one CPU runs at a time anyway.
 */
public final class Explorer {
    private static final int STEPS = 20_000;
    private static final long DPOR_EXECUTIONS = 50_000;
    private static final long BOUNDED_EXECUTIONS = 10_000;
    private static final long PCT_EXECUTIONS = 5_000;

    private record Leg(Engine engine, long budget) {}

    private final MemoryModel model;
    private final List<Leg> legs;
    private final boolean goOn;

    private Explorer(MemoryModel model, List<Leg> legs, boolean goOn) {
        this.model = model;
        this.legs = legs;
        this.goOn = goOn;
    }

    /** Sequential consistency; DPOR first, and if its budget is not enough, two preemptions, then PCT. */
    public static Explorer standard() {
        return of(Engine.DPOR, DPOR_EXECUTIONS)
                .then(Engine.TWO_PREEMPTIONS, BOUNDED_EXECUTIONS)
                .then(Engine.PCT, PCT_EXECUTIONS);
    }

    /** Sequential consistency and one engine, for at most so many executions. */
    public static Explorer of(Engine engine, long executions) {
        return new Explorer(MemoryModel.SC, List.of(new Leg(engine, executions)), false);
    }

    /** With one more engine, for when those before have found nothing and not proved that there is nothing. */
    public Explorer then(Engine engine, long executions) {
        List<Leg> more = new ArrayList<>(legs);
        more.add(new Leg(engine, executions));
        return new Explorer(model, List.copyOf(more), goOn);
    }

    /** The same under another memory model. */
    public Explorer under(MemoryModel other) {
        return new Explorer(other, legs, goOn);
    }

    /** Goes on after failures, to count all traces. */
    Explorer goingOn() {
        return new Explorer(model, legs, true);
    }

    /** Looks for a failure. */
    public <W> Outcome explore(Scenario<W> scenario) {
        Memory memory = model.memory(scenario.cpus().size());
        try (Execution<W> execution = new Execution<>(scenario, memory, STEPS)) {
            Tally tally = new Tally();
            List<Search> searches = new ArrayList<>();
            for (Leg leg : legs) {
                Phase phase = new Phase(leg.engine.strategy(memory.agents()), leg.budget, tally, goOn);
                execution.run(phase);
                Search search = phase.report(leg.engine);
                searches.add(search);
                Optional<Find> find = phase.find().or(() -> unstoppable(execution));
                if (find.isPresent()) {
                    Failure failure = shortest(scenario, execution, find.get());
                    return outcome(scenario, Verdict.FAILED, searches, tally, Optional.of(failure));
                }
                if (search.exhausted() && leg.engine.isComplete()) {
                    return outcome(scenario, Verdict.PASSED, searches, tally, Optional.empty());
                }
            }
            return outcome(scenario, Verdict.PASSED_WITHIN_BUDGET, searches, tally, Optional.empty());
        }
    }

    /**
     * Runs one schedule of a scenario again; a breakpoint in a CPU's program does no harm.
     *
     * @param schedule as {@link Failure#schedule} gave it
     * @throws IllegalArgumentException if it is no schedule of this scenario under this memory model
     */
    public <W> Outcome replay(Scenario<W> scenario, String schedule) {
        try (Execution<W> execution = new Execution<>(scenario, model.memory(scenario.cpus().size()), STEPS)) {
            Optional<Failure> failure = follow(scenario, execution, schedule, new Story());
            Tally tally = new Tally();
            tally.count(execution);
            Verdict verdict = failure.isEmpty() ? Verdict.PASSED_WITHIN_BUDGET : Verdict.FAILED;
            return outcome(scenario, verdict, List.of(), tally, failure);
        }
    }

    /** The same, and all its steps, also where it does not fail. */
    public <W> Retold retell(Scenario<W> scenario, String schedule) {
        try (Execution<W> execution = new Execution<>(scenario, model.memory(scenario.cpus().size()), STEPS)) {
            Story story = new Story();
            Optional<Failure> failure = follow(scenario, execution, schedule, story);
            return new Retold(scenario.name(), scenario.titles(), story.steps(), failure);
        }
    }

    private <W> Optional<Failure> follow(Scenario<W> scenario, Execution<W> execution, String schedule, Story story) {
        Follow follow = new Follow(Schedule.parse(schedule, scenario.cpus().size()), false);
        Optional<Failure> failure = tell(scenario, execution, follow, story);
        if (follow.strayedAt() >= 0) {
            throw new IllegalArgumentException("schedule '" + schedule + "' does not fit '" + scenario.name()
                    + "' under " + model + ": step " + follow.strayedAt() + " cannot happen there");
        }
        return failure;
    }

    private static Optional<Find> unstoppable(Execution<?> execution) {
        return execution.isUnstoppable()
                ? Optional.of(new Find(execution.schedule().copy(), Defect.unstoppable()))
                : Optional.empty();
    }

    private <W> Failure shortest(Scenario<W> scenario, Execution<W> execution, Find find) {
        Find shortest = new Minimiser(execution, find).shortest();
        Optional<Failure> told = execution.isUnstoppable()
                ? Optional.of(failure(scenario, find.defect(), find.schedule(), 0, List.of()))
                : tell(scenario, execution, new Follow(shortest.schedule(), false), new Story());
        return told.orElseGet(() -> unsteady(scenario, shortest));
    }

    private <W> Optional<Failure> tell(Scenario<W> scenario, Execution<W> execution, Follow follow, Story story) {
        execution.run(new Telling(follow, story));
        return execution.defect()
                .map(defect -> failure(scenario, defect, execution.schedule(), follow.preemptions(), story.steps()));
    }

    /** It failed once, and the same schedule does not fail again. */
    private Failure unsteady(Scenario<?> scenario, Find find) {
        Defect defect = new Defect(Reason.NOT_DETERMINISTIC, -1, find.defect().cause());
        return failure(scenario, defect, find.schedule(), 0, List.of());
    }

    private Failure failure(Scenario<?> scenario, Defect defect, Schedule schedule, int preemptions, List<Step> steps) {
        return new Failure(scenario.name(), model, scenario.titles(), defect.reason(),
                schedule.text(scenario.titles().size()), preemptions, steps, defect.cause());
    }

    private Outcome outcome(
            Scenario<?> scenario, Verdict verdict, List<Search> searches, Tally tally, Optional<Failure> failure) {
        return new Outcome(scenario.name(), model, verdict, List.copyOf(searches), tally.distinct(), tally.hash(), failure);
    }
}

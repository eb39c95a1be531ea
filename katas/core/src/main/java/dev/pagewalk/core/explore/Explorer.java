package dev.pagewalk.core.explore;

import java.util.Optional;

/**
 * Runs a scenario's CPUs in every order that matters, or as many as a budget allows, and reports the first failure
 * with the shortest schedule that shows it.
 *
 * <p>Nothing depends on time or chance: the same scenario has the same outcome on every run and every JDK.
 */
public final class Explorer {
    private static final int STEPS = 20_000;

    private final MemoryModel model;
    private final long budget;

    private Explorer(MemoryModel model, long budget) {
        this.model = model;
        this.budget = budget;
    }

    /** Sequential consistency, and a budget that is right for most scenarios. */
    public static Explorer standard() {
        return new Explorer(MemoryModel.SC, 50_000);
    }

    /** The same under another memory model. */
    public Explorer under(MemoryModel other) {
        return new Explorer(other, budget);
    }

    /** Looks for a failure. */
    public <W> Outcome explore(Scenario<W> scenario) {
        Memory memory = model.memory(scenario.cpus().size());
        try (Execution<W> execution = new Execution<>(scenario, memory, STEPS)) {
            Tally tally = new Tally();
            Phase phase = new Phase(new Dpor(memory.agents()), budget, tally, false);
            execution.run(phase);
            if (phase.failing() != null) {
                Failure failure = tell(execution, scenario, new Telling(phase.failing()));
                return tally.outcome(scenario.name(), Verdict.FAILED, Optional.of(failure));
            }
            Verdict verdict = phase.isExhausted() ? Verdict.PASSED : Verdict.PASSED_WITHIN_BUDGET;
            return tally.outcome(scenario.name(), verdict, Optional.empty());
        }
    }

    /**
     * Runs one schedule of a scenario again; a breakpoint in a CPU's program does no harm.
     *
     * @param schedule as {@link Failure#schedule} gave it
     */
    public <W> Outcome replay(Scenario<W> scenario, String schedule) {
        int cpus = scenario.cpus().size();
        try (Execution<W> execution = new Execution<>(scenario, model.memory(cpus), STEPS)) {
            Telling telling = new Telling(Schedule.parse(schedule, cpus));
            execution.run(telling);
            if (telling.strayedAt() >= 0) {
                throw new IllegalArgumentException("schedule '" + schedule + "' does not fit " + scenario.name()
                        + " under " + model + ": step " + telling.strayedAt() + " cannot happen there");
            }
            Tally tally = new Tally();
            tally.count(execution);
            return execution.defect() == null
                    ? tally.outcome(scenario.name(), Verdict.PASSED_WITHIN_BUDGET, Optional.empty())
                    : tally.outcome(scenario.name(), Verdict.FAILED, Optional.of(failure(scenario, execution, telling.story())));
        }
    }

    private static <W> Failure tell(Execution<W> execution, Scenario<W> scenario, Telling telling) {
        execution.run(telling);
        return failure(scenario, execution, telling.story());
    }

    private static <W> Failure failure(Scenario<W> scenario, Execution<W> execution, Story story) {
        Defect defect = execution.defect();
        return new Failure(scenario.name(), scenario.titles(), defect.reason(),
                execution.schedule().text(scenario.cpus().size()), story.steps(), defect.cause());
    }
}

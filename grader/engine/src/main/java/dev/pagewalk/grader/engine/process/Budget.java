package dev.pagewalk.grader.engine.process;

import java.time.Duration;

/**
 * How long an answer may take.
 *
 * @param wall on the clock
 * @param cpu of the process
 */
public record Budget(Duration wall, Duration cpu) {

    /** Whether this much is too much. */
    boolean isSpent(Duration wallUsed, Duration cpuUsed) {
        return wallUsed.compareTo(wall) > 0 || cpuUsed.compareTo(cpu) > 0;
    }

    @Override
    public String toString() {
        return cpu.toSeconds() + " s of CPU time, " + wall.toSeconds() + " s in all";
    }
}

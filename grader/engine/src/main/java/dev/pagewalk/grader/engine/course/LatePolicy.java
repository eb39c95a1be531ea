package dev.pagewalk.grader.engine.course;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What lateness costs. Within the grace period nothing; after it, each day begun since the due date costs the same
 * percentage of what was reached, up to a cap.
 *
 * @param grace how long lateness is overlooked
 * @param perDay percent for each day begun
 * @param cap percent that lateness costs at most
 */
public record LatePolicy(Duration grace, BigDecimal perDay, BigDecimal cap) {
    private static final int PERCENT = 100;
    /** Lateness costs nothing. */
    static final LatePolicy NONE = new LatePolicy(Duration.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    static LatePolicy read(Optional<Field> late) throws CourseProblem {
        if (late.isEmpty()) {
            return NONE;
        }
        Field field = late.get().knowing("grace", "perDay", "cap");
        Optional<Field> grace = field.get("grace");
        Optional<Field> cap = field.get("cap");
        return new LatePolicy(
                grace.isPresent() ? grace.get().duration() : Duration.ZERO,
                field.need("perDay").number(0, PERCENT),
                cap.isPresent() ? cap.get().number(0, PERCENT) : BigDecimal.valueOf(PERCENT));
    }

    /** Days begun since it was due; 0 if it is not late, within the grace period, or nobody knows. */
    public long daysLate(Optional<Instant> due, Optional<Instant> submitted) {
        if (due.isEmpty() || submitted.isEmpty()) {
            return 0;
        }
        Duration late = Duration.between(due.get(), submitted.get());
        return late.compareTo(grace) <= 0 ? 0 : late.minusNanos(1).toDays() + 1;
    }

    /** Percent that so many days cost. */
    public BigDecimal penalty(long days) {
        return perDay.multiply(BigDecimal.valueOf(days)).min(cap);
    }
}

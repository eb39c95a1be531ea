package dev.pagewalk.grader.engine.course;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a student has in the end, and how it came about. Numbers are texts with at most two decimals, so that they look
 * the same everywhere.
 *
 * @param name of the student, or empty
 * @param submission that counts, or empty if nothing was handed in
 * @param verdict on it, or empty
 * @param raw points before lateness and decisions
 * @param points in the end; empty if it could not be graded
 * @param max points that there are
 * @param katas in the order of the course
 * @param reason of a decision about the whole mark, or empty
 * @param notes sentences for the student
 */
public record Mark(
        String student,
        String name,
        String submission,
        int attempt,
        String verdict,
        String raw,
        String points,
        String max,
        List<KataMark> katas,
        String reason,
        List<String> notes) {

    /**
     * One kata of it.
     *
     * @param score in the kata's own points
     * @param daysLate days begun since it was due
     * @param penalty percent that they cost
     * @param counted in the kata's own points, after lateness or decision
     * @param reason of a decision, or empty
     */
    public record KataMark(String id, int score, int max, long daysLate, String penalty, String counted, String reason) {

        /** Whether lateness cost something. */
        @JsonIgnore
        public boolean isLate() {
            return daysLate > 0;
        }
    }

    /** Two decimals at most. */
    static String number(BigDecimal number) {
        BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
    }

    /** How the mark came about, for the student, a sentence each. */
    public List<String> explanation() {
        List<String> sentences = new ArrayList<>();
        sentences.add("Mark: " + (points.isEmpty() ? "none yet" : points) + " of " + max + " points. Before lateness and decisions: " + raw + ".");
        for (KataMark kata : katas) {
            if (!kata.reason().isEmpty()) {
                sentences.add(kata.id() + ": " + kata.counted() + " of " + kata.max() + " points instead of " + kata.score()
                        + ", decided by the instructor: " + kata.reason());
            } else if (kata.isLate()) {
                sentences.add(kata.id() + ": " + (kata.daysLate() == 1 ? "1 day" : kata.daysLate() + " days") + " late, minus "
                        + kata.penalty() + " %: " + kata.counted() + " instead of " + kata.score() + ".");
            }
        }
        if (!reason.isEmpty()) {
            sentences.add("The mark was decided by the instructor: " + reason);
        }
        sentences.addAll(notes);
        return sentences;
    }
}

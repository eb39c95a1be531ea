package dev.pagewalk.grader.engine.course;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instructor decided by hand: a line of {@code overrides.csv} (student, kata, points, reason). It is the last
 * word, shown with its reason, and no regrade touches it.
 *
 * @param kata which, in its own points; or empty for the whole mark
 */
public record Decision(String student, String kata, BigDecimal points, String reason) {

    /** Reads the file. {@code katas} are the ids of the course. */
    public static List<Decision> read(String file, String text, List<String> katas) throws CourseProblem {
        List<Decision> decisions = new ArrayList<>();
        for (Csv.Entry entry : Csv.read(file, text, "student", "kata", "points", "reason")) {
            String kata = entry.get("kata");
            if (!kata.isEmpty() && !katas.contains(kata)) {
                throw entry.problem("kata", "the course has no kata " + kata + "; it has " + String.join(", ", katas));
            }
            Decision decision = new Decision(entry.need("student"), kata, points(entry), entry.need("reason"));
            if (decisions.stream().anyMatch(other -> other.isAbout(decision.student, kata))) {
                throw entry.problem("student", "there are two lines for this student and kata: remove one of them");
            }
            decisions.add(decision);
        }
        return decisions;
    }

    private static BigDecimal points(Csv.Entry entry) throws CourseProblem {
        try {
            BigDecimal points = new BigDecimal(entry.need("points").replace(',', '.'));
            if (points.signum() >= 0) {
                return points;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw entry.problem("points", "must be a number, 0 or more");
    }

    boolean isAbout(String student, String kata) {
        return this.student.equals(student) && this.kata.equals(kata);
    }
}

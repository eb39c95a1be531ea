package dev.pagewalk.grader.engine.course;

/** A file of the instructor's that cannot be used. The message names file, line and field, and says what to do. */
public final class CourseProblem extends Exception {
    private static final long serialVersionUID = 1L;

    CourseProblem(String sentence) {
        super(sentence);
    }

    /** For example {@code course.json:12: late.perDay: must be a number from 0 to 100}. */
    static CourseProblem at(String file, int line, String field, String what) {
        return new CourseProblem(file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + what);
    }
}

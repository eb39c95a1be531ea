package dev.pagewalk.grader.engine.export;

/** Something that a format cannot say, or an instructor's file that cannot be filled. The message says what to do. */
public final class ExportProblem extends Exception {
    private static final long serialVersionUID = 1L;

    ExportProblem(String sentence) {
        super(sentence);
    }
}

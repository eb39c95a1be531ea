package dev.pagewalk.grader.engine.batch;

/** Results that cannot be put together. The message is a sentence that says what to do. */
public final class MergeProblem extends Exception {
    private static final long serialVersionUID = 1L;

    MergeProblem(String sentence) {
        super(sentence);
    }
}

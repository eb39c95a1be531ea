package dev.pagewalk.grader.app.bundle;

/** No bundle can be made from what there is. The message is a sentence that says what to do. */
public final class BundleProblem extends Exception {
    private static final long serialVersionUID = 1L;

    BundleProblem(String sentence) {
        super(sentence);
    }
}

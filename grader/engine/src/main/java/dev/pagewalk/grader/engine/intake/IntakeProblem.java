package dev.pagewalk.grader.engine.intake;

/** Something cannot be taken as a submission. The message is a sentence for the student. */
public final class IntakeProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public IntakeProblem(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The message. */
    public String sentence() {
        return sentence;
    }
}

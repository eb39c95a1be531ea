package dev.pagewalk.desk;

/** Something that the student has to change before it goes on: one sentence, and exit code 2. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    Trouble(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What to say. */
    String sentence() {
        return sentence;
    }
}

package dev.pagewalk.grader.api;

/**
 * The submission under test, handed to check methods that take a parameter of this type.
 */
public interface Submission {

    /**
     * A new object of the submission's class for the kata with this contract.
     *
     * @throws IllegalArgumentException if no kata has this contract
     */
    <T> T create(Class<T> contract);

    /** Whether the submission has a class for the kata with this contract that compiles and is graded. */
    boolean holds(Class<?> contract);

    /** A new object of the reference implementation of the kata with this contract. */
    <T> T reference(Class<T> contract);

    /** The submission's source for the kata with this contract, as text. */
    String source(Class<?> contract);

    /** Random seed of this submission: derived from its content and the grader's salt. */
    long seed();
}

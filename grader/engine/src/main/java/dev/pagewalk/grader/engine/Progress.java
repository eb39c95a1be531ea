package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.report.Row;

/** Is told how a batch goes on, by one thread at a time. */
@FunctionalInterface
public interface Progress {

    /**
     * A batch begins.
     *
     * @param todo how many will be graded
     * @param kept how many have a result already
     */
    default void begins(int todo, int kept) {}

    /** A submission was graded. */
    void graded(Row row);

    /** A submission was graded, in so many milliseconds. */
    default void graded(Row row, long wallMs) {
        graded(row);
    }
}

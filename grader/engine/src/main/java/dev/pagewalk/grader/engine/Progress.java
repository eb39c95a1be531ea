package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.report.Row;

/** Is told how a batch goes on, by one thread at a time. */
@FunctionalInterface
public interface Progress {

    /** A submission was graded. */
    void graded(Row row);
}

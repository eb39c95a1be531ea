package dev.pagewalk.grader.engine.export;

import java.util.List;

/** One format: the same papers always give the same bytes. */
@FunctionalInterface
public interface Format {

    /**
     * The file.
     *
     * @throws ExportProblem if the format has no way to say it
     */
    byte[] of(List<Paper> papers) throws ExportProblem;

    /** A format with a file for each submission. */
    @FunctionalInterface
    interface OfOne {
        byte[] of(Paper paper) throws ExportProblem;
    }
}

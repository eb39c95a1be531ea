package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.course.Roster;
import java.util.Optional;

/**
 * What a gradebook's file is filled by, besides papers.
 *
 * @param file its name, for messages
 * @param contents as it was downloaded
 * @param roster says who is who
 * @param column to fill, where the file leaves a choice
 * @param feedback column for sentences on the points, if they are wanted
 */
public record Filling(String file, byte[] contents, Roster roster, Optional<String> column, Optional<String> feedback) {

    /** The table in it, of its own for each that fills it. */
    Sheet sheet() throws ExportProblem {
        return Sheet.read(file, contents);
    }
}

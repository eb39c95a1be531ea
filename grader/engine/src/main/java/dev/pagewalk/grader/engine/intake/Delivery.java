package dev.pagewalk.grader.engine.intake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A submission before anybody has looked into it.
 *
 * @param id unique in the batch, fit for a file name
 * @param path a directory or an archive
 * @param student whose it is
 * @param attempt of this student, from 1
 * @param submitted when it was handed in, if that is known
 */
public record Delivery(String id, Path path, String student, int attempt, Optional<Instant> submitted) {

    /** The only one of a student who is called like it. */
    public Delivery(String id, Path path) {
        this(id, path, id, 1, Optional.empty());
    }
}

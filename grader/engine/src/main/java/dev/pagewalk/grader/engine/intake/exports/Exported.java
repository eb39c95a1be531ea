package dev.pagewalk.grader.engine.intake.exports;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One student's part of an export.
 *
 * @param names by which the platform knows the student, for the roster
 * @param otherwise what to call a student who is not on the roster: nobody else in the export is called like that
 * @param submitted when, if the export says so
 * @param path a directory or an archive
 */
public record Exported(List<String> names, String otherwise, Optional<Instant> submitted, Path path) {}

package dev.pagewalk.grader.engine.intake;

import java.nio.file.Path;

/**
 * A submission before anybody has looked into it.
 *
 * @param id unique in the batch, fit for a file name
 * @param path a directory or an archive
 */
public record Delivery(String id, Path path) {}

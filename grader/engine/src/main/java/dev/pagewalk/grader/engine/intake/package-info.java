/**
 * What was handed in: which paths are submissions, what is in them, and which of it is a kata's source file.
 *
 * <p>A submission is at most one source file per kata, found by name at any depth of a directory or archive. Nothing is
 * unpacked to disk, links are not followed, and everything has a cap: size of the archive, entries, depth, length of a
 * path, bytes unpacked, bytes per file.
 */
package dev.pagewalk.grader.engine.intake;

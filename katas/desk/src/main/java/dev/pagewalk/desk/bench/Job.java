package dev.pagewalk.desk.bench;

import java.io.Serializable;

/**
 * A kata to try.
 *
 * @param kata the class to write
 * @param test the class with its visible tests
 */
public record Job(String kata, String test) implements Serializable {}

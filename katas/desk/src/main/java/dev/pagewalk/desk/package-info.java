/**
 * The student's command, {@code kata}: what it can do, a class each. It knows where the exercises' sources are and nothing
 * of what is in them; {@link dev.pagewalk.desk.bench} compiles and runs them.
 */
package dev.pagewalk.desk;

/** Writes a step counter and JaCoCo's probes into a submission's class files, and reads the probes back. */
package dev.pagewalk.grader.engine.instrument;

package dev.pagewalk.grader.engine.process;

import java.io.IOException;

/** Starts a process: where the grader meets the operating system. */
@FunctionalInterface
public interface ProcessStarter {

    Process start(ProcessBuilder command) throws IOException;
}

package dev.pagewalk.grader.engine.process;

import java.time.Duration;

/** What the operating system knows of a process and its descendants. */
final class Processes {

    private Processes() {}

    /**
     * CPU time that the process has used so far. Not that of its descendants: to find them, the list of all processes
     * must be read, and the clock bounds them too.
     */
    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Kills the process and its descendants. They are asked for first: orphans have no ancestors. */
    static void kill(ProcessHandle process) {
        ProcessHandle[] descendants = process.descendants().toArray(ProcessHandle[]::new);
        process.destroyForcibly();
        for (ProcessHandle descendant : descendants) {
            kill(descendant);
        }
    }
}

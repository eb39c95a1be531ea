package dev.pagewalk.grader.engine.process;

import java.time.Duration;
import java.util.stream.Stream;

/** What the operating system knows of a process and its descendants. */
final class Processes {

    private Processes() {}

    /** CPU time used so far by the process and those of its descendants that are still there. */
    static Duration cpu(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
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

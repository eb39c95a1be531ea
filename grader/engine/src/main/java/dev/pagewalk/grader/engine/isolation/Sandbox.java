package dev.pagewalk.grader.engine.isolation;

import java.util.List;
import java.util.Optional;

/** One way to confine a process. Killing the process that its command starts kills all that the submission started. */
public interface Sandbox {
    /** How strong it is. */
    Level level();

    /**
     * A command, confined.
     *
     * @param command the program and its arguments
     * @param grants what it gets to see
     */
    Confined confine(List<String> command, Grants grants);

    /**
     * What to start.
     *
     * @param command the program and its arguments
     * @param user whom it becomes, if that is another one than this process's
     * @param sweep kills what may have been left when that process is dead
     */
    record Confined(List<String> command, Optional<Integer> user, Runnable sweep) {
        static Confined of(List<String> command) {
            return new Confined(command, Optional.empty(), () -> {});
        }

        Confined as(int other) {
            return new Confined(command, Optional.of(other), sweep);
        }
    }
}

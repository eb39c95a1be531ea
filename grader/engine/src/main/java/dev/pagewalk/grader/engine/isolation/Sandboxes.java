package dev.pagewalk.grader.engine.isolation;

import dev.pagewalk.grader.engine.process.ProcessStarter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds the best sandbox that works here. */
public final class Sandboxes {
    private static final int PATIENCE_S = 60;

    private Sandboxes() {}

    /**
     * Tries one after the other with a command that must end with 0.
     *
     * @param trial what a worker needs at least: the same runtime, the same modules
     */
    public static Sandbox best(List<String> trial, Grants grants, ProcessStarter starter) {
        return Stronger.FIRST.stream()
                .filter(candidate -> Tools.has(candidate.needs().toArray(String[]::new)))
                .map(Stronger::sandbox)
                .filter(sandbox -> works(sandbox, trial, grants, starter))
                .findFirst()
                .orElseGet(LimitsOnly::new);
    }

    /** For what needs none. */
    public static Sandbox none() {
        return new LimitsOnly();
    }

    private static boolean works(Sandbox sandbox, List<String> trial, Grants grants, ProcessStarter starter) {
        try {
            Process process = starter.start(new ProcessBuilder(sandbox.confine(trial, grants).command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));
            boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A way, and the programs without which it need not be tried. */
    private record Stronger(Sandbox sandbox, List<String> needs) {
        private static final List<Stronger> FIRST = candidates();

        private static List<Stronger> candidates() {
            Stronger user = new Stronger(new OtherUser(), List.of("setpriv", "prlimit", "kill"));
            Stronger spaces = new Stronger(new Namespaces(), List.of("unshare", "setpriv", "prlimit", "mount", "sh"));
            Stronger wrap = new Stronger(new Bubblewrap(), List.of("bwrap", "setpriv", "prlimit"));
            return Tools.isAlmighty() ? List.of(wrap, spaces, user) : List.of(wrap, spaces);
        }
    }
}

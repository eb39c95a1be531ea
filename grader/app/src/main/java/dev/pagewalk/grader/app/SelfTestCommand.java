package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.app.selftest.Trial;
import dev.pagewalk.grader.engine.isolation.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk self-test}. */
@Command(
        name = "self-test",
        description = "Tries this grader on this machine with hostile submissions.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Each submission is a directory with expected.json beside its files:",
            "  {\"verdict\": \"POLICY\", \"off\": \"FAIL|CRASH\", \"score\": 0}",
            "verdict is with the policy; off, if given, is without it, when the layers",
            "behind it have to hold alone. That half needs a sandbox: without one it is",
            "left out, because what it runs would have your rights.",
            "",
            "Exit codes: 0 all as expected, 1 something is not, 2 usage."
        })
final class SelfTestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Your own cases (default: grader/submissions/hostile).")
    private Path cases = Path.of(System.getProperty("pagewalk.home", "."), "grader", "submissions", "hostile");

    @Option(names = "--out", paramLabel = "DIR", description = "Keep the results here (default: nowhere).")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "How many at a time (default: one per processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--require-isolation",
            paramLabel = "LEVEL",
            description = "Exit with 2 if workers are confined less: ${COMPLETION-CANDIDATES}.")
    private Level required = Level.LIMITS;

    @Override
    public Integer call() throws Exception {
        Path kept = out == null ? Files.createTempDirectory("pagewalk-self-test") : out;
        try {
            return run(new Trial(cases, Wiring.CURRICULUM, kept, jobs));
        } catch (IOException e) {
            throw new BadInput("Cannot use " + cases + " (" + e.getMessage() + "): give a directory of cases.");
        } finally {
            if (out == null) {
                Trash.delete(kept);
            }
        }
    }

    private int run(Trial trial) throws IOException, InterruptedException, BadInput {
        PrintWriter terminal = spec.commandLine().getOut();
        if (trial.size(true) == 0) {
            throw new BadInput("There is no case in " + cases + ": a case is a directory with an expected.json.");
        }
        Level level = trial.probe();
        terminal.println("Isolation: " + Isolated.verified(level, required));
        run(trial, true);
        if (level == Level.LIMITS) {
            terminal.println("Without the policy nothing was run: without a sandbox it would have your rights.");
        } else {
            run(trial, false);
        }
        print(trial, terminal);
        trial.complaints().forEach((who, what) -> terminal.println("  " + who + ": " + what));
        terminal.println(trial.complaints().isEmpty() ? "All as expected." : trial.complaints().size() + " not as expected.");
        return trial.complaints().isEmpty() ? ExitCode.GRADED : ExitCode.BELOW;
    }

    private void run(Trial trial, boolean withPolicy) throws IOException, InterruptedException {
        try (TerminalProgress progress = TerminalProgress.of(spec.commandLine().getOut(), trial.size(withPolicy))) {
            trial.run(withPolicy, progress);
        }
    }

    private static void print(Trial trial, PrintWriter terminal) {
        terminal.printf("%n%-14s %10s %12s%n", "verdict", "policy on", "policy off");
        for (Verdict verdict : Verdict.values()) {
            int on = trial.tally(true).getOrDefault(verdict, 0);
            int off = trial.tally(false).getOrDefault(verdict, 0);
            if (on + off > 0) {
                terminal.printf("%-14s %10d %12d%n", verdict, on, off);
            }
        }
        terminal.println();
    }
}

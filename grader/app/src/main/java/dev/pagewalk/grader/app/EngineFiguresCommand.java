package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.process.ModulePath;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk engine-figures}. */
@Command(
        name = "engine-figures",
        description = "Measures what the engine itself costs, by checks that take no time.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Grades a right solution of kata 1, or PATH, again and again, each time as if it",
            "were new: intake, compiler, policy, a fresh worker, verdicts. Prints, every",
            "hundred submissions: CPU time per submission of all workers and of the grader",
            "(together: what the engine costs), submissions per minute, and the grader's",
            "heap after a collection. With --katas the real checks run as well."
        })
final class EngineFiguresCommand implements Callable<Integer> {
    private static final int STEP = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "What is graded again and again.")
    private Path submission = Path.of(System.getProperty("pagewalk.home", "."), "grader", "submissions", "k1", "right-after-the-patch");

    @Option(names = "--submissions", paramLabel = "N", defaultValue = "200", description = "How many (default: ${DEFAULT-VALUE}).")
    private int submissions;

    @Option(names = "--jobs", paramLabel = "N", description = "How many at a time (default: one per processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--warm", paramLabel = "K", description = "Start K workers before they are needed (default: 0).")
    private int warm;

    @Option(names = "--katas", paramLabel = "ID", split = ",", description = "Run the real checks of these katas (default: trivial ones).")
    private List<String> katas = List.of();

    @Override
    public Integer call() throws Exception {
        if (submissions < 1 || jobs < 1 || warm < 0) {
            throw new BadInput("--submissions and --jobs must be 1 or more, --warm 0 or more.");
        }
        grader(Wiring.CURRICULUM).close(); // so that the archive of classes is the one that real gradings make
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try (Grader grader = grader(katas.isEmpty() ? Wiring.TRIVIAL : Wiring.grading(katas))) {
            measure(grader, pool);
        } finally {
            pool.shutdownNow();
        }
        return ExitCode.GRADED;
    }

    private Grader grader(Curriculum curriculum) throws IOException {
        return new Grader(curriculum, ModulePath.ofThisProcess(), Limits.DEFAULT, "", ProcessBuilder::start, warm, false);
    }

    private void measure(Grader grader, ExecutorService pool) throws Exception {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Isolation: " + grader.isolation());
        terminal.printf("%8s %14s %14s %10s %12s%n", "graded", "workers ms CPU", "grader ms CPU", "per minute", "heap KiB");
        terminal.println("Graded: " + grader.grade(new Delivery("first", submission)).result().verdict());
        for (int done = 0; done < submissions; done += STEP) {
            int part = Math.min(STEP, submissions - done);
            Duration workers = grader.workersCpu();
            Duration own = ownCpu();
            long start = System.nanoTime();
            grade(grader, pool, part);
            double minutes = (System.nanoTime() - start) / 60e9;
            terminal.printf(Locale.ROOT, "%8d %14d %14d %10.0f %12d%n", done + part, perOne(workers, grader.workersCpu(), part),
                    perOne(own, ownCpu(), part), part / minutes, heapKiB());
        }
    }

    private void grade(Grader grader, ExecutorService pool, int part) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < part; i++) {
            Delivery delivery = new Delivery("s" + i, submission);
            all.add(pool.submit(() -> grader.grade(delivery)));
        }
        for (Future<?> each : all) {
            each.get();
        }
    }

    private static long perOne(Duration before, Duration after, int part) {
        return after.minus(before).toMillis() / part;
    }

    private static Duration ownCpu() throws IOException {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow(() -> new IOException("this system tells no CPU time"));
    }

    private static long heapKiB() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 10;
    }
}
